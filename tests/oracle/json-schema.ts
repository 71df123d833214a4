/** The keywords that say nothing about what is valid. */
const ANNOTATIONS = new Set(["$schema", "title", "description", "default"]);

type Schema = Readonly<Record<string, unknown>>;
type Check = (value: unknown, argument: never, schema: Schema) => boolean;

/** The keywords of JSON Schema 2020-12 that our schema uses. One that is not here is an error, never ignored. */
const CHECKS: Readonly<Record<string, Check>> = {
  type: (value, type: string) => typeOf(value) === type || (type === "integer" && Number.isInteger(value)),
  const: (value, constant: unknown) => value === constant,
  pattern: (value, pattern: string) => typeof value !== "string" || new RegExp(pattern, "u").test(value),
  minimum: (value, minimum: number) => typeof value !== "number" || value >= minimum,
  maximum: (value, maximum: number) => typeof value !== "number" || value <= maximum,
  minItems: (value, least: number) => !Array.isArray(value) || value.length >= least,
  items: (value, items: Schema) => !Array.isArray(value) || value.every((item) => isValid(item, items)),
  contains: (value, one: Schema) => !Array.isArray(value) || value.some((item) => isValid(item, one)),
  required: (value, names: string[]) => !isObject(value) || names.every((name) => Object.hasOwn(value, name)),
  properties: (value, properties: Record<string, Schema>) =>
    !isObject(value) ||
    Object.entries(properties).every(([name, schema]) => !Object.hasOwn(value, name) || isValid(value[name], schema)),
  additionalProperties: (value, allowed: boolean, { properties }) =>
    allowed ||
    !isObject(value) ||
    Object.keys(value).every((name) => isObject(properties) && Object.hasOwn(properties, name)),
  not: (value, schema: Schema) => !isValid(value, schema),
  anyOf: (value, schemas: Schema[]) => schemas.some((schema) => isValid(value, schema)),
  allOf: (value, schemas: Schema[]) => schemas.every((schema) => isValid(value, schema)),
  // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema, judged together with `if`
  then: () => true,
  if: (value, condition: Schema, schema) => !isValid(value, condition) || isValid(value, schema["then"] as Schema),
};

/** Whether plain JSON is valid by a schema. */
export function isValid(value: unknown, schema: Schema): boolean {
  return Object.entries(schema).every(([keyword, argument]) => {
    if (ANNOTATIONS.has(keyword)) return true;
    const check = CHECKS[keyword];
    if (check === undefined) throw new Error(`The keyword ${keyword} is not known here.`);
    return check(value, argument as never, schema);
  });
}

function typeOf(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeOf(value) === "object";
}
