// Colours files, as VS Code does, and asks whether everything in them is known to the grammar.
// The files are named in the environment variable FILES, one a line.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";

const require = createRequire(import.meta.url);
const textmate = require("vscode-textmate");
const oniguruma = require("vscode-oniguruma");

const SCOPE = "source.platform-pdl";
const GRAMMAR = new URL("../syntaxes/platform-pdl.tmLanguage.json", import.meta.url);

const source = JSON.parse(readFileSync(GRAMMAR, "utf8"));
const [statements] = /(?<=\(\(\?:)[a-z|]+/.exec(source.repository.statement.match);
const beginsStatement = new RegExp(`^\\s*(${statements})(?=[ \\t]+["A-Za-z0-9{]|$)`);

async function grammar() {
  await oniguruma.loadWASM(readFileSync(require.resolve("vscode-oniguruma/release/onig.wasm")));
  const registry = new textmate.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
      createOnigString: (text) => new oniguruma.OnigString(text),
    }),
    loadGrammar: async (scope) => (scope === SCOPE ? source : null),
  });
  return registry.loadGrammar(SCOPE);
}

/** What is wrong with the colours of a text. */
function problems(pdl, text) {
  const found = [];
  let stack = textmate.INITIAL;
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const { tokens, ruleStack } = pdl.tokenizeLine(line, stack);
    for (const { startIndex, endIndex, scopes } of tokens) {
      const piece = line.slice(startIndex, endIndex);
      const isPlain = scopes.length < 2 && /[^\s]/.test(piece.replace("\uFEFF", ""));
      if (isPlain || scopes.some((scope) => scope.startsWith("invalid"))) {
        found.push(`${index + 1}:${startIndex + 1}: \`${piece}\` is ${scopes.at(-1)}`);
      }
    }
    const keyword = beginsStatement.exec(line);
    if (keyword) {
      // In a text block it is text.
      const at = line.indexOf(keyword[1]);
      const token = tokens.find((it) => it.startIndex === at);
      if (!token?.scopes.some((scope) => scope.startsWith("keyword") || scope.startsWith("string"))) {
        found.push(`${index + 1}:${at + 1}: \`${keyword[1]}\` is no keyword`);
      }
    }
    stack = ruleStack;
  }
  if (stack.depth > 1) {
    found.push(`something is open at the end: ${stack}`);
  }
  return found;
}

const pdl = await grammar();

for (const file of (process.env.FILES ?? "").split("\n").filter(Boolean)) {
  test(file, () => assert.deepEqual(problems(pdl, readFileSync(file, "utf8")), []));
}

test("strings, interpolations, escapes and mistakes in them", () => {
  const scopes = (line) =>
    pdl.tokenizeLine(line, textmate.INITIAL).tokens.map(({ startIndex, endIndex, scopes }) => [
      line.slice(startIndex, endIndex),
      scopes.at(-1).replace(".platform-pdl", ""),
    ]);
  assert.deepEqual(scopes('note: "\\n${cluster.id}\\d"').slice(3, -1), [
    ['"', "punctuation.definition.string.begin"],
    ["\\n", "constant.character.escape"],
    ["${", "punctuation.section.interpolation.begin"],
    ["cluster", "variable.language"],
    [".", "punctuation.accessor"],
    ["id", "variable.other"],
    ["}", "punctuation.section.interpolation.end"],
    ["\\d", "invalid.illegal.escape"],
  ]);
  assert.deepEqual(scopes("A->B").map(([piece]) => piece), ["A", "->", "B"]);
});
