//! stub
use crate::calendar::Date;
use crate::model::Plan;
/// stub
#[derive(Debug, Default)]
pub struct Schedule;
impl Schedule {
    /// stub
    #[must_use]
    pub fn of(_: &Plan, _: Option<Date>) -> Self { Self }
}
