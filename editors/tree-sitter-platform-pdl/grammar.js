/**
 * The grammar of PDL for editors: what `docs/language.md` calls document, statement, field, chain …
 *
 * It knows no word of the language: which statements and fields there are is a matter of the queries, whose lists
 * come from the compiler's table. There is no scanner. A line break ends an item of a block or a map and the arguments
 * of a statement, but `{`, an arrow, a reason, and what goes on with a path, an object or a range may stand on the next
 * line. So what a line break means is known one token later: it is a token wherever a value may end, and the conflicts
 * below let the parser follow both ways until then.
 */

/** One or more, with `separator` between them. */
const separated = (separator, rule) => seq(rule, repeat(seq(separator, rule)));

module.exports = grammar({
  name: "platform_pdl",

  word: ($) => $.word,

  // A byte order mark is passed over.
  extras: ($) => [/[ \t\r\n\uFEFF]/, $.comment, $.doc_comment],

  conflicts: ($) => [
    [$._comma],
    [$._series],
    [$.alternative],
    [$.chain],
    [$.list],
    [$.object],
    [$.path],
    [$.statement],
    [$._group, $.path],
    [$._segment, $.range],
    [$.path, $._segment],
    [$.statement, $.range],
    [$.value, $.range],
    [$.path, $._segment, $.range],
    [$.statement, $._group, $.path],
    [$.statement, $._segment, $.range],
    [$.value, $._segment, $.range],
    [$.statement, $.path, $._segment, $.range],
    [$.value, $.path, $._segment, $.range],
  ],

  supertypes: ($) => [$.value],

  inline: ($) => [$._item, $._argument, $._single],

  rules: {
    document: ($) => optional(choice($._items, repeat1($._separator))),

    _items: ($) =>
      seq(
        repeat($._separator),
        separated(repeat1($._separator), $._item),
        repeat($._separator),
      ),

    _separator: ($) => choice(",", $._line_break),

    _item: ($) => choice($.statement, $.field, $.chain),

    statement: ($) =>
      seq(
        field("keyword", $.word),
        repeat(field("argument", $._argument)),
        optional(seq(repeat($._line_break), field("body", $.block))),
      ),

    _argument: ($) => choice($._single, $.range),

    block: ($) => seq("{", optional(choice($._items, repeat1($._separator))), "}"),

    field: ($) => seq(field("name", $.word), ":", field("value", $.value)),

    chain: ($) =>
      seq($._series, optional(seq(repeat($._line_break), field("reason", choice($.string, $.text))))),

    _series: ($) =>
      seq(
        $._group,
        repeat1(seq(repeat($._line_break), choice($.arrow, $.soft_arrow), $._group)),
      ),

    _group: ($) => choice(alias($.word, $.name), $.path, $.group),

    group: ($) => seq(
        "(",
        separated(seq(repeat($._line_break), "|"), $.alternative),
        repeat($._line_break),
        ")",
      ),

    alternative: ($) =>
      seq(
        $._group,
        repeat(seq(repeat($._line_break), choice($.arrow, $.soft_arrow), $._group)),
      ),

    arrow: (_) => choice("->", "→"),

    soft_arrow: (_) => "~>",

    value: ($) => choice($._single, $.range, $.list, $.map),

    _single: ($) => choice($._literal, alias($.word, $.name), $.path, $.object),

    path: ($) =>
      seq(alias($.word, $.name), repeat1(seq(repeat($._line_break), ".", alias($.word, $.name)))),

    object: ($) =>
      seq(
        $._segment,
        repeat1(seq(repeat($._line_break), "/", choice($._segment, $.string))),
      ),

    _segment: ($) => choice(alias($.word, $.name), $.path),

    range: ($) =>
      seq(field("start", $._single), repeat($._line_break), choice("..", "–"), field("end", $._single)),

    list: ($) => seq(
        "[",
        repeat($._line_break),
        optional(seq(separated($._comma, $.value), optional($._comma))),
        repeat($._line_break),
        "]",
      ),

    _comma: ($) => seq(repeat($._line_break), ",", repeat($._line_break)),

    map: ($) =>
      seq(
        "{",
        repeat($._separator),
        optional(seq(separated(repeat1($._separator), $.entry), repeat($._separator))),
        "}",
      ),

    entry: ($) =>
      seq(field("key", choice($.word, $.string)), ":", field("value", $.value)),

    _literal: ($) =>
      choice(
        $.string,
        $.text,
        $.boolean,
        $.null,
        $.integer,
        $.float,
        $.date,
        $.duration,
        $.address,
        $.network,
      ),

    string: ($) =>
      seq(
        '"',
        repeat(
          choice(
            alias(token.immediate(prec(1, /[^"\\$\r\n]+/)), $.string_content),
            alias(token.immediate("$"), $.string_content),
            $.escape_sequence,
            $.interpolation,
          ),
        ),
        token.immediate('"'),
      ),

    escape_sequence: (_) =>
      token.immediate(/\\(["\\$nrt]|u\{[0-9A-Fa-f]+\})/),

    // A script keeps its backslashes: only `\${` and `\"` are escapes here.
    text: ($) =>
      seq(
        '"""',
        repeat(
          choice(
            alias(token.immediate(prec(1, /[^"\\$]+/)), $.text_content),
            alias(token.immediate(/["$\\]|\\\\/), $.text_content),
            alias(token.immediate(/\\(\$\{|")/), $.escape_sequence),
            $.interpolation,
          ),
        ),
        token.immediate('"""'),
      ),

    interpolation: ($) =>
      seq(token.immediate("${"), choice(alias($.word, $.name), $.path), "}"),

    boolean: (_) => choice("true", "false"),

    null: (_) => "null",

    integer: (_) => /-?\d+(_\d+)*/,

    float: (_) => /-?\d+(_\d+)*(\.\d+(_\d+)*([eE][+-]?\d+)?|[eE][+-]?\d+)/,

    date: (_) => /\d{4}-\d{2}-\d{2}/,

    duration: (_) => /(\d+(w|d|h|ms?|s))+/,

    address: (_) => /\d+\.\d+\.\d+\.\d+/,

    network: (_) => /\d+\.\d+\.\d+\.\d+\/\d+/,

    word: (_) => /[A-Za-z_][A-Za-z0-9_]*(-[A-Za-z0-9_]+)*/,

    // Three slashes document what follows, four are a comment again: of two that are as long, the first rule wins.
    doc_comment: (_) => /\/\/\/([^\/\r\n][^\r\n]*)?/,

    comment: (_) => /\/\/[^\r\n]*/,

    _line_break: (_) => token(prec(1, /\n/)),
  },
});
