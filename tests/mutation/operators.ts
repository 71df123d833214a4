import { parseSync } from "vite";
import type { Edit } from "./fault.ts";

/** A node of the syntax tree, as far as it is looked at here. */
interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

/** A node with the nodes around it, the nearest first, and the text of the file. */
interface Place {
  readonly node: Node;
  readonly around: readonly Node[];
  readonly source: string;
}

/** A kind of mistake: what it makes of a node, nothing of most. */
export interface Operator {
  readonly name: string;
  readonly edits: (place: Place) => readonly Omit<Edit, "name">[];
}

const NONE: readonly never[] = [];

const COMPARISONS: Readonly<Record<string, string>> = {
  "<": "<=",
  "<=": "<",
  ">": ">=",
  ">=": ">",
  "===": "!==",
  "!==": "===",
};

/** Calls that give back something of the kind they were given, so that they can be forgotten. */
const FORGETTABLE = new Set(["toLowerCase", "toUpperCase", "trim", "slice", "filter", "replace", "sort"]);

/** What a function of a type may return at once, by the source of the type; what else there is, is left alone. */
const CONSTANTS: readonly (readonly [type: RegExp, constants: readonly string[]])[] = [
  [/^(boolean|\w+ is .+)$/, ["true", "false"]],
  [/^void$/, [""]],
  [/\| undefined$/, ["undefined"]],
  [/^number$/, ["0"]],
  [/^string$/, ['""']],
  [/^(readonly )?[\w.]+\[\]$/, ["[]"]],
];

/** Everything that is done to a program: few kinds, each of which people commit. */
export const OPERATORS: readonly Operator[] = [
  { name: "negate a condition", edits: negateCondition },
  { name: "swap a comparison", edits: swapComparison },
  { name: "swap && and ||", edits: swapLogical },
  { name: "be off by one", edits: beOffByOne },
  { name: "drop a statement", edits: dropStatement },
  { name: "forget a call", edits: forgetCall },
  { name: "return at once", edits: returnAtOnce },
  { name: "drop an element", edits: dropElement },
  { name: "change a text", edits: changeText },
  { name: "drop an anchor", edits: dropAnchor },
];

/** Whether a fault of this name is one that is generated. */
export function isOperator(name: string): boolean {
  return OPERATORS.some((operator) => operator.name === name);
}

/** Every edit that the operators make of a file, in the order of the file. */
export function editsOf(file: string, source: string): Edit[] {
  const edits: Edit[] = [];
  visit(asNode(parseSync(file, source).program), [], (node, around) => {
    for (const { name, edits: editsAt } of OPERATORS) {
      for (const edit of editsAt({ node, around, source })) edits.push({ name, ...edit });
    }
  });
  return edits.sort((one, other) => one.start - other.start);
}

/** Types, imports and exports say nothing at run time. */
function visit(node: Node, around: readonly Node[], see: (node: Node, around: readonly Node[]) => void): void {
  if (/^(TS(?!AsExpression|SatisfiesExpression|NonNullExpression)|Import|ExportAll)/.test(node.type)) return;
  see(node, around);
  for (const child of childrenOf(node)) visit(child, [node, ...around], see);
}

function childrenOf(node: Node): Node[] {
  return Object.values(node)
    .flatMap((value): readonly unknown[] => (Array.isArray(value) ? value : [value]))
    .filter(isNode);
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value && "start" in value && "end" in value;
}

function asNode(value: unknown): Node {
  if (isNode(value)) return value;
  throw new TypeError("This is no node of a syntax tree.");
}

function textOf({ start, end }: Node, source: string): string {
  return source.slice(start, end);
}

function negateCondition({ node, source }: Place): readonly Omit<Edit, "name">[] {
  if (node.type !== "IfStatement" && node.type !== "ConditionalExpression" && node.type !== "WhileStatement")
    return NONE;
  const { start, end } = asNode(node["test"]);
  return [{ start, end, becomes: `!(${source.slice(start, end)})` }];
}

/** The stretch of an operator between two operands, without the white space around it. */
function betweenOperands(node: Node, operator: string, source: string): { start: number; end: number } {
  const start = source.indexOf(operator, asNode(node["left"]).end);
  return { start, end: start + operator.length };
}

function swapComparison({ node, source }: Place): readonly Omit<Edit, "name">[] {
  const operator = String(node["operator"]);
  const becomes = node.type === "BinaryExpression" ? COMPARISONS[operator] : undefined;
  return becomes === undefined ? NONE : [{ ...betweenOperands(node, operator, source), becomes }];
}

function swapLogical({ node, source }: Place): readonly Omit<Edit, "name">[] {
  const operator = String(node["operator"]);
  if (node.type !== "LogicalExpression" || operator === "??") return NONE;
  // With its parentheses, as the other one binds otherwise.
  const [left, right] = [asNode(node["left"]), asNode(node["right"])].map((side) => textOf(side, source));
  const becomes = `((${left}) ${operator === "&&" ? "||" : "&&"} (${right}))`;
  return [{ start: node.start, end: node.end, becomes }];
}

/** Not a number behind `??`: it stands there for the compiler, which cannot see that a list has such an element. */
function beOffByOne({ node, around }: Place): readonly Omit<Edit, "name">[] {
  const { start, end, value } = node;
  const isDefault = around[0]?.["operator"] === "??" && around[0]["right"] === node;
  if (node.type !== "Literal" || typeof value !== "number" || isDefault) return NONE;
  return [value + 1, value - 1].map((becomes) => ({ start, end, becomes: `(${becomes})` }));
}

function dropStatement({ node, source }: Place): readonly Omit<Edit, "name">[] {
  const isGuard =
    node.type === "IfStatement" &&
    node["alternate"] === null &&
    /\b(return|continue|throw)\b/.test(textOf(node, source));
  const isStep = node.type === "ExpressionStatement" || node.type === "ContinueStatement";
  return isGuard || isStep ? [{ start: node.start, end: node.end, becomes: ";" }] : NONE;
}

function forgetCall({ node, source }: Place): readonly Omit<Edit, "name">[] {
  if (node.type !== "CallExpression") return NONE;
  const { start, end } = node;
  const callee = asNode(node["callee"]);
  if (/^Object\.(freeze|seal)$/.test(textOf(callee, source))) {
    const given = childrenOf(node).find((child) => child.start > callee.end);
    return given === undefined ? NONE : [{ start, end, becomes: textOf(given, source) }];
  }
  if (callee.type !== "MemberExpression" || !FORGETTABLE.has(textOf(asNode(callee["property"]), source))) return NONE;
  return [{ start, end, becomes: textOf(asNode(callee["object"]), source) }];
}

function returnAtOnce({ node, source }: Place): readonly Omit<Edit, "name">[] {
  const { body, returnType } = node;
  if (!/Function/.test(node.type) || node["generator"] === true || !isNode(body) || body.type !== "BlockStatement")
    return NONE;
  const type = isNode(returnType) ? textOf(returnType, source).replace(/^:\s*/, "") : "";
  const [, constants = NONE] = CONSTANTS.find(([pattern]) => pattern.test(type)) ?? [];
  return constants.map((value) => ({ start: body.start, end: body.start + 1, becomes: `{ return ${value};` }));
}

/** An element of a list, or a row of a table that stands at the top of its file. */
function dropElement({ node, around, source }: Place): readonly Omit<Edit, "name">[] {
  const isTable = node.type === "ObjectExpression" && around.every(({ type }) => !/Function/.test(type));
  if (node.type !== "ArrayExpression" && !isTable) return NONE;
  return childrenOf(node).map(({ start, end }) => {
    const [comma = ""] = /^\s*,/.exec(source.slice(end)) ?? [];
    return { start, end: end + comma.length, becomes: "" };
  });
}

/** Not one with a space in it: that is a sentence for people, and reviewed rather than tested. Nor a module's address. */
function changeText({ node, around }: Place): readonly Omit<Edit, "name">[] {
  const { start, end, value } = node;
  const isKey = around[0]?.["key"] === node && around[0]["computed"] !== true;
  const isAddress = around[0]?.["source"] === node;
  if (node.type !== "Literal" || typeof value !== "string" || value.includes(" ") || isKey || isAddress) return NONE;
  return [{ start, end, becomes: value === "" ? '"~"' : '""' }];
}

/** Of a regular expression, its first `^` or its last `$`. */
function dropAnchor({ node, source }: Place): readonly Omit<Edit, "name">[] {
  const { regex, start, end } = node;
  if (node.type !== "Literal" || typeof regex !== "object") return NONE;
  const written = textOf(node, source);
  const close = start + written.lastIndexOf("/");
  return [
    ...(written.startsWith("/^") ? [{ start: start + 1, end: start + 2, becomes: "" }] : NONE),
    ...(written[close - start - 1] === "$" && close < end ? [{ start: close - 1, end: close, becomes: "" }] : NONE),
  ];
}
