//! Addresses and networks: `ip('10.0.0.1')`, `cidr('10.0.0.0/8')`.

use std::net::{IpAddr, Ipv4Addr};

use cel::common::types::{CelBool, CelInt, CelString};
use cel::{DeclarationError, Env, ExecutionError, add_member_overload, add_overload};
use ipnet::IpNet;

use super::plain_value;
use crate::expressions::values::Unknown;

#[derive(Clone, Debug, PartialEq, Eq)]
struct Ip(IpAddr);

/// A network as it is written: host bits may be set.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Cidr(IpNet);

plain_value!(Ip, IP, "net.IP");
plain_value!(Cidr, CIDR, "net.CIDR");

pub(super) fn declare(env: &mut Env) -> Result<(), DeclarationError> {
    add_overload!(env, fn is_ip: (CelString) -> CelBool, name = "isIP")?;
    add_overload!(env, fn ip: (CelString) -> Result<Ip>)?;
    add_overload!(env, fn is_canonical: (CelString) -> Result<CelBool>, name = "ip.isCanonical")?;
    add_overload!(env, fn ip_text: (Ip) -> CelString, name = "string")?;
    add_member_overload!(env, fn family: (Ip) -> CelInt)?;
    add_member_overload!(env, fn is_unspecified: (Ip) -> CelBool)?;
    add_member_overload!(env, fn is_loopback: (Ip) -> CelBool)?;
    add_member_overload!(env, fn is_link_local_multicast: (Ip) -> CelBool)?;
    add_member_overload!(env, fn is_link_local_unicast: (Ip) -> CelBool)?;
    add_member_overload!(env, fn is_global_unicast: (Ip) -> CelBool)?;
    add_overload!(env, fn is_cidr: (CelString) -> CelBool, name = "isCIDR")?;
    add_overload!(env, fn cidr: (CelString) -> Result<Cidr>)?;
    add_overload!(env, fn cidr_text: (Cidr) -> CelString, name = "string")?;
    add_member_overload!(env, fn contains_ip: (Cidr, Ip) -> CelBool, name = "containsIP")?;
    add_member_overload!(env, fn contains_ip_text: (Cidr, CelString) -> Result<CelBool>,
        name = "containsIP")?;
    add_member_overload!(env, fn contains_cidr: (Cidr, Cidr) -> CelBool, name = "containsCIDR")?;
    add_member_overload!(env, fn contains_cidr_text: (Cidr, CelString) -> Result<CelBool>,
        name = "containsCIDR")?;
    add_member_overload!(env, fn ip_of: (Cidr) -> Ip, name = "ip")?;
    add_member_overload!(env, fn masked: (Cidr) -> Cidr)?;
    add_member_overload!(env, fn prefix_length: (Cidr) -> CelInt)
}

/// An address; none of IPv4 inside IPv6, which Kubernetes refuses.
fn address(text: &str) -> Option<IpAddr> {
    let is_mapped = |it: &IpAddr| matches!(it, IpAddr::V6(it) if it.to_ipv4_mapped().is_some());
    text.parse().ok().filter(|it| !is_mapped(it))
}

fn network(text: &str) -> Option<IpNet> {
    let (start, length) = text.split_once('/')?;
    let digits = length.bytes().all(|b| b.is_ascii_digit());
    let is_number = digits && (length == "0" || !length.starts_with('0'));
    IpNet::new(address(start)?, length.parse().ok().filter(|_| is_number)?).ok()
}

fn is_ip(text: &CelString<'_>) -> CelBool {
    address(text.inner()).is_some().into()
}

fn ip(text: &CelString<'_>) -> Result<Ip, ExecutionError> {
    address(text.inner()).map(Ip).ok_or_else(Unknown::error)
}

fn is_canonical(text: &CelString<'_>) -> Result<CelBool, ExecutionError> {
    let text = text.inner();
    Ok((address(text).ok_or_else(Unknown::error)?.to_string() == text).into())
}

fn ip_text(it: &Ip) -> CelString<'static> {
    CelString::from(it.0.to_string())
}

fn family(it: &Ip) -> CelInt {
    CelInt::from(if it.0.is_ipv4() { 4 } else { 6 })
}

fn is_unspecified(it: &Ip) -> CelBool {
    it.0.is_unspecified().into()
}

fn is_loopback(it: &Ip) -> CelBool {
    it.0.is_loopback().into()
}

fn is_link_local_multicast(it: &Ip) -> CelBool {
    let is_it = match it.0 {
        IpAddr::V4(it) => it.octets()[..3] == [224, 0, 0],
        IpAddr::V6(it) => it.segments()[0] & 0xff0f == 0xff02,
    };
    is_it.into()
}

fn is_local(it: &IpAddr) -> bool {
    match it {
        IpAddr::V4(it) => it.is_link_local(),
        IpAddr::V6(it) => it.is_unicast_link_local(),
    }
}

fn is_link_local_unicast(it: &Ip) -> CelBool {
    is_local(&it.0).into()
}

fn is_global_unicast(it: &Ip) -> CelBool {
    let it = it.0;
    let is_nowhere = it == IpAddr::V4(Ipv4Addr::BROADCAST);
    let is_other = it.is_unspecified() || it.is_loopback() || it.is_multicast() || is_local(&it);
    (!is_nowhere && !is_other).into()
}

fn is_cidr(text: &CelString<'_>) -> CelBool {
    network(text.inner()).is_some().into()
}

fn cidr(text: &CelString<'_>) -> Result<Cidr, ExecutionError> {
    network(text.inner()).map(Cidr).ok_or_else(Unknown::error)
}

fn cidr_text(it: &Cidr) -> CelString<'static> {
    CelString::from(it.0.to_string())
}

fn contains_ip(it: &Cidr, ip: &Ip) -> CelBool {
    it.0.contains(&ip.0).into()
}

fn contains_ip_text(it: &Cidr, text: &CelString<'_>) -> Result<CelBool, ExecutionError> {
    Ok(contains_ip(it, &ip(text)?))
}

fn contains_cidr(it: &Cidr, other: &Cidr) -> CelBool {
    it.0.contains(&other.0).into()
}

fn contains_cidr_text(it: &Cidr, text: &CelString<'_>) -> Result<CelBool, ExecutionError> {
    Ok(contains_cidr(it, &cidr(text)?))
}

fn ip_of(it: &Cidr) -> Ip {
    Ip(it.0.addr())
}

fn masked(it: &Cidr) -> Cidr {
    Cidr(it.0.trunc())
}

fn prefix_length(it: &Cidr) -> CelInt {
    CelInt::from(i64::from(it.0.prefix_len()))
}
