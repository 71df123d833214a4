import { canHaveBody, type PageRequest } from "./page-request.ts";

/** What `$.ajax` is given; what is sent and what is shown are made of the same value. */
export function ajaxSettings(request: PageRequest): JQuery.AjaxSettings & Readonly<Record<string, unknown>> {
  const { url, method, headers, body, credentials } = request;
  const isType = (name: string): boolean => name.toLowerCase() === "content-type";
  const type = headers.find(([name]) => isType(name))?.[1];
  const others = headers.filter(([name]) => !isType(name));
  return {
    url,
    method,
    ...(others.length === 0 ? {} : { headers: Object.fromEntries(others) }),
    ...(body === undefined || !canHaveBody(request) ? {} : { data: body }),
    ...(type === undefined ? {} : { contentType: type }),
    dataType: "text",
    ...(credentials === "include" ? { xhrFields: { withCredentials: true } } : {}),
  };
}

/** What `fetch` is given beside the URL. */
export function fetchInit(request: PageRequest): RequestInit {
  const { method, headers, body, credentials, mode, redirect } = request;
  return {
    method,
    ...(headers.length === 0 ? {} : { headers: headers.map(([name, value]) => [name, value]) }),
    ...(body === undefined ? {} : { body }),
    ...(credentials === "same-origin" ? {} : { credentials }),
    ...(mode === "cors" ? {} : { mode }),
    ...(redirect === "follow" ? {} : { redirect }),
  };
}

/** The code of a page that sends this request. */
export function codeOf(request: PageRequest): string {
  if (request.client === "jquery")
    return `$.ajax(${print(ajaxSettings(request))})\n  .done((text) => console.log(text));`;
  if (request.client === "fetch") {
    const init = fetchInit(request);
    const headers = Array.isArray(init.headers) ? { headers: Object.fromEntries(init.headers) } : {};
    return [
      `const response = await fetch(${JSON.stringify(request.url)}, ${print({ ...init, ...headers })});`,
      request.mode === "no-cors"
        ? "console.log(response.type);"
        : "console.log(response.status, await response.text());",
    ].join("\n");
  }
  const { method, url, headers, body, credentials } = request;
  return [
    "const xhr = new XMLHttpRequest();",
    `xhr.open(${JSON.stringify(method)}, ${JSON.stringify(url)});`,
    ...headers.map((line) => `xhr.setRequestHeader(${line.map((text) => JSON.stringify(text)).join(", ")});`),
    ...(credentials === "include" ? ["xhr.withCredentials = true;"] : []),
    "xhr.onload = () => console.log(xhr.status, xhr.responseText);",
    `xhr.send(${body === undefined ? "" : JSON.stringify(body)});`,
  ].join("\n");
}

/** A value as JavaScript is written by hand: names without quotes where they need none. */
function print(value: unknown, indent = ""): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((entry) => print(entry, indent)).join(", ")}]`;
  const inner = `${indent}  `;
  const members = Object.entries(value).map(
    ([name, member]) =>
      `${inner}${/^[a-z_$][\w$]*$/i.test(name) ? name : JSON.stringify(name)}: ${print(member, inner)},`,
  );
  return members.length === 0 ? "{}" : `{\n${members.join("\n")}\n${indent}}`;
}
