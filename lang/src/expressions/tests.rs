//! Expressions: what they give, and that nothing they say does harm.

use super::*;

fn subject() -> Subject {
    record(fields(), true)
}

/// One that has something that no expression can look into.
fn veiled() -> Subject {
    let mut fields = fields();
    fields.push(("hidden".to_owned(), unknown()));
    record(fields, true)
}

fn fields() -> Vec<(String, Subject)> {
    let item = |name: &str| record(vec![("name".to_owned(), text(name.to_owned()))], true);
    let keyed = Likeness::Keyed(Arc::from(vec!["name".into()]));
    vec![
        ("text".to_owned(), text("Hello, World".to_owned())),
        ("number".to_owned(), int(5)),
        ("ratio".to_owned(), double(2.0)),
        ("nothing".to_owned(), null()),
        ("list".to_owned(), list(vec![int(3), int(1), int(2)], Likeness::Ordered)),
        ("set".to_owned(), list(vec![int(1), int(2)], Likeness::Set)),
        ("keyed".to_owned(), list(vec![item("a"), item("b")], keyed)),
        ("map".to_owned(), record(vec![("a/b".to_owned(), int(1))], true)),
        ("every".to_owned(), span("90s")),
        ("since".to_owned(), moment("2025-10-21T08:30:00+02:00")),
        ("day".to_owned(), moment("2025-10-21")),
    ]
}

fn answers(rules: &[&str], subject: &Subject) -> Vec<String> {
    let machine = Machine::new();
    let answer = |rule: &&str| match Compiled::new(rule) {
        None => format!("unreadable: {rule}"),
        Some(it) => format!("{:?}: {rule}", machine.holds(&it, subject)),
    };
    rules.iter().map(answer).collect()
}

fn all_give(expected: &str, subject: &Subject, rules: &[&str]) {
    let wrong: Vec<String> =
        answers(rules, subject).into_iter().filter(|it| !it.starts_with(expected)).collect();
    assert!(wrong.is_empty(), "not {expected}:\n{}", wrong.join("\n"));
}

#[test]
fn what_kubernetes_has_is_evaluated() {
    all_give(
        "Some(true)",
        &subject(),
        &[
            "has(self.text) && !has(self.other)",
            "self.text.lowerAscii().split(', ').join('-') == 'hello-world'",
            "self.text.indexOf('o') == 4 && self.text.lastIndexOf('o') == 8",
            "self.text.substring(7) == 'World' && self.text.replace('l', 'L', 1) == 'HeLlo, World'",
            "'  a '.trim() == 'a' && self.text.matches(r'^H\\w+, .*d$') && size(self.text) == 12",
            "self.text.find('[A-Z][a-z]+') == 'Hello' && self.text.findAll('o') == ['o', 'o']",
            "self.number == 5.0 && self.ratio == 2 && 5 in self.list == false",
            "self.list.sum() == 6 && self.list.min() == 1 && self.list.max() == 3",
            "!self.list.isSorted() && self.list.indexOf(2) == 2 && self.list.lastIndexOf(9) == -1",
            "self.list.exists_one(it, it == 1) && self.list.map(it, it * 2).exists(it, it == 6)",
            "self.set == [2, 1] && [1, 2] == self.set && self.list != [1, 2, 3]",
            "(self.set + [2, 3]).size() == 3 && (self.list + [3]).size() == 4",
            "self.keyed == [{'name': 'b'}, {'name': 'a'}] && self.keyed[0].name == 'a'",
            "'a/b' in self.map && self.map['a/b'] == 1 && self.map == {'a/b': 1} && {'a/b': 1} == self.map",
            "self.map.all(key, key.contains('/')) && self.map.map(key, self.map[key]) == [1]",
            "self.every == duration('1m30s') && self.every > duration('1s') && self.every.getSeconds() == 90",
            "self.every + duration('30s') == duration('2m') && duration('-1.5h') < duration('0')",
            "self.since == timestamp('2025-10-21T06:30:00Z') && self.since.getHours() == 6",
            "self.since - self.day == duration('6h30m') && self.since.getDayOfWeek() == 2",
            "isQuantity('1.5Gi') && !isQuantity('1.5GB') && quantity('1Gi').isGreaterThan(quantity('1G'))",
            "quantity('500m').add(quantity('1500m')) == quantity('2') && sign(quantity('-1')) == -1 && quantity('50k').compareTo(quantity('50000')) == 0",
            "isIP('fd00::1') && !isIP('::ffff:1.2.3.4') && ip('10.0.0.1').family() == 4 && ip.isCanonical('fd00::1')",
            "isCIDR('10.0.0.1/8') && cidr('10.0.0.0/8').containsIP('10.9.9.9') && cidr('10.0.0.0/8').containsCIDR('10.1.0.0/16')",
            "isURL('https://example.org:8080/a?b=c') && url('https://example.org:8080/a').getHost() == 'example.org:8080'",
            "!isURL('example.org') && url('https://example.org:8080/a').getEscapedPath() == '/a'",
            "sets.contains(self.list, [1]) && sets.equivalent(self.set, [2, 1, 1]) && !sets.intersects(self.set, [3])",
            "self.map[?'c'].orValue(7) == 7 && optional.of(self.set) == optional.of([2, 1])",
            "self.nothing == null && type(self.number) == int && dyn(self.number) != 'x'",
            "self.list != null && self.map != null && null != self.list && self.map != self.list",
            "self.missing == 1 || self.number == 5",
            "self.number == 5 || self.missing == 1",
            "['%d doors'.format([self.number])] == ['5 doors']",
        ],
    );
}

#[test]
fn what_cannot_be_told_has_no_answer() {
    all_give(
        "None",
        &veiled(),
        &[
            "self.missing == 1",
            "self.number",
            "astrology(self)",
            "self.text.astrology()",
            "self.hidden == 1",
            "has(self.hidden)",
            "self.?hidden.orValue(1) == 2",
            "type(self.hidden) == int",
            "self.number == 5 && self.text < 5",
            "quantity('ten') == quantity('10')",
            "quantity('1000m').isInteger()",
            "isURL('http://[::1]/%zz')",
            "self.text.matches('[a&&b]') || self.text.matches('[[a]]')",
            "'é'.matches('\\\\w')",
            "self.text.matches('(')",
            "duration('soon') < duration('1s')",
            "self.list[7] == 1",
            "1 / 0 == 1",
            "self.list.map(a, self.list.map(b, a.missing)) == []",
        ],
    );
    all_give("unreadable", &subject(), &["self.", "self.number ==", "(((", ""]);
}

#[test]
fn an_expensive_expression_is_not_evaluated() {
    let items = (0..2000).map(int).collect();
    let wide = record(vec![("list".to_owned(), list(items, Likeness::Ordered))], true);
    let machine = Machine::new();
    let holds = |rule: &str| machine.holds(&Compiled::new(rule).expect("it can be read"), &wide);
    assert_eq!(holds("self.list.all(a, a >= 0)"), Some(true));
    assert_eq!(holds("self.list.all(a, self.list.all(b, self.list.all(c, a + b + c >= 0)))"), None);
}

#[test]
fn long_and_deep_expressions_do_no_harm() {
    let long = |piece: &str, end: &str| piece.repeat(8192 / piece.len() - 1) + end;
    for (piece, end) in [
        ("!", "a"),
        ("-", "a"),
        ("(", ""),
        ("[", ""),
        ("{1:", ""),
        ("a?b:", "c"),
        ("a&&", "a"),
        ("a||b&&", "a"),
        ("1+", "1"),
        ("a.", "a"),
        ("a[0].", "a"),
        ("a.?", "a"),
        ("f(", ""),
        ("a.all(a,", ""),
        ("has(a.", ""),
        ("A{a:", ""),
        ("'", ""),
        ("\"\"\"", ""),
        ("\\", ""),
        ("é", ""),
    ] {
        if let Some(it) = Compiled::new(&long(piece, end)) {
            let _ = Machine::new().holds(&it, &subject());
        }
    }
}

/// Pieces of expressions, which come in any order.
const PIECES: &[&str] = &[
    "self",
    ".",
    "list",
    "map",
    "text",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ":",
    "?",
    ",",
    "a",
    "0",
    "-1",
    "1u",
    "1.5",
    "'x'",
    "b'x'",
    "r'\\'",
    "==",
    "!=",
    "<",
    "in",
    "&&",
    "||",
    "!",
    "-",
    "+",
    "*",
    "/",
    "%",
    ".all(a, ",
    ".filter(a, ",
    ".exists_one(a, ",
    "has(",
    "size(",
    ".matches(",
    "duration(",
    "quantity(",
    ".?",
    "[?",
    "null",
    "true",
    "\n",
    "//",
    "\u{1F600}",
];

#[test]
fn pieces_in_any_order_do_no_harm() {
    let (machine, subject) = (Machine::new(), subject());
    let mut state = 1_u64;
    let mut below = |end: usize| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).expect("it fits") % end
    };
    let mut read = 0;
    for _ in 0..20_000 {
        let length = 1 + below(9);
        let rule: String = (0..length).map(|_| PIECES[below(PIECES.len())]).collect();
        if let Some(it) = Compiled::new(&rule) {
            read += 1;
            let _ = machine.holds(&it, &subject);
        }
    }
    assert!(read > 500, "only {read} could be read");
}
