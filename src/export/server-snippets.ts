import { answerHeaders, indented, originExpression, OWNED_HEADERS, preflightHeaders, type Grant } from "./grant.ts";

/** A variable of nginx for each header whose value follows from the request. */
const NGINX_VARIABLES: Readonly<Record<string, string>> = {
  "Access-Control-Allow-Origin": "$cors_origin",
  "Access-Control-Allow-Credentials": "$cors_credentials",
  "Access-Control-Expose-Headers": "$cors_exposed",
  "Access-Control-Allow-Methods": "$cors_methods",
  "Access-Control-Allow-Headers": "$cors_headers",
};

/**
 * nginx, in front of a server. A plain string in a `map` would ignore the case of letters, hence the expressions; what is
 * empty is not sent.
 */
export function nginxSnippet(grant: Grant): string {
  const answers = answerHeaders(grant).slice(1);
  const preflights = preflightHeaders(grant);
  const variable = (name: string): string => NGINX_VARIABLES[name] ?? "";
  return [
    "# In http { }.",
    "map $http_origin $cors_origin {",
    '  default "";',
    `  "~${originExpression(grant.origin)}" $http_origin;`,
    "}",
    'map "$request_method:$http_access_control_request_method:$http_origin" $cors_preflight {',
    "  default 0;",
    '  "~^OPTIONS:[^:]+:." 1;',
    "}",
    ...answers.map(([name, value]) => `map $cors_origin ${variable(name)} { default "${value}"; "" ""; }`),
    ...preflights.map(
      ([name, value]) => `map "$cors_preflight:$cors_origin" ${variable(name)} { default ""; "~^1:." "${value}"; }`,
    ),
    "",
    "# In server { }. A location that has an add_header of its own inherits none of these: repeat them there.",
    "location / {",
    "  if ($cors_preflight) { return 204; }",
    ...OWNED_HEADERS.map((name) => `  proxy_hide_header ${name};`),
    "  add_header Vary Origin always;",
    ...[...answerHeaders(grant), ...preflights].map(([name]) => `  add_header ${name} ${variable(name)} always;`),
    "  proxy_pass http://127.0.0.1:8080;",
    "}",
  ].join("\n");
}

/** Apache httpd, in front of a server: what it proxies and what it answers itself are two tables of headers. */
export function apacheSnippet(grant: Grant): string {
  const preflights = preflightHeaders(grant).map(
    ([name, value]) => `Header always set ${name} "${value}" env=CORS_PREFLIGHT`,
  );
  return [
    "# In <VirtualHost>, with the modules headers, rewrite and setenvif. Not in .htaccess, which comes after a login.",
    `SetEnvIf Origin "${originExpression(grant.origin)}" CORS_ALLOWED`,
    "RewriteEngine On",
    "RewriteCond %{REQUEST_METHOD} =OPTIONS",
    "RewriteCond %{HTTP:Origin} !^$",
    "RewriteCond %{HTTP:Access-Control-Request-Method} !^$",
    "RewriteRule ^ - [R=204,L]",
    ...OWNED_HEADERS.map((name) => `Header onsuccess unset ${name}`),
    ...answerHeaders(grant).map(([name, value]) => `Header always set ${name} "${value}" env=CORS_ALLOWED`),
    ...(preflights.length === 0
      ? []
      : [
          "SetEnvIf Access-Control-Request-Method . CORS_ASKED",
          "SetEnvIfExpr \"reqenv('CORS_ALLOWED') == '1' && reqenv('CORS_ASKED') == '1' && %{REQUEST_METHOD} == 'OPTIONS'\" CORS_PREFLIGHT",
          ...preflights,
        ]),
    "Header always merge Vary Origin",
  ].join("\n");
}

/** Caddy, in front of a server. `header` without `defer` is what its own errors carry too. */
export function caddySnippet(grant: Grant): string {
  const set = ([name, value]: readonly [string, string]): string => `header @cors ${name} "${value}"`;
  return [
    "# In the block of the site.",
    `@cors header Origin ${grant.origin}`,
    "@preflight {",
    "  method OPTIONS",
    "  header Origin *",
    "  header Access-Control-Request-Method *",
    "}",
    "header +Vary Origin",
    ...answerHeaders(grant).map(set),
    "handle @preflight {",
    ...indented(preflightHeaders(grant).map(set), 2),
    "  respond 204",
    "}",
    "handle {",
    "  reverse_proxy 127.0.0.1:8080 {",
    ...OWNED_HEADERS.map((name) => `    header_down -${name}`),
    "  }",
    "}",
  ].join("\n");
}

/** HAProxy. `http-after-response` is what its own errors carry too; `fhdr` reads the whole line, `hdr` the last of a list. */
export function haproxySnippet(grant: Grant): string {
  return [
    "# In the frontend, before its use_backend and default_backend.",
    "http-request set-var(txn.origin) req.fhdr(Origin)",
    `acl cors_origin var(txn.origin) -m str ${grant.origin}`,
    "acl cors_asks req.hdr(Access-Control-Request-Method) -m found",
    "acl cors_named req.hdr(Origin) -m found",
    "http-request set-var(txn.cors) bool(true) if cors_origin",
    "http-request set-var(txn.preflight) bool(true) if METH_OPTIONS cors_asks cors_origin",
    "http-request return status 204 if METH_OPTIONS cors_asks cors_named",
    ...OWNED_HEADERS.map((name) => `http-after-response del-header ${name}`),
    "http-after-response add-header Vary Origin",
    ...answerHeaders(grant).map(
      ([name, value]) => `http-after-response set-header ${name} "${value}" if { var(txn.cors) -m bool }`,
    ),
    ...preflightHeaders(grant).map(
      ([name, value]) => `http-after-response set-header ${name} "${value}" if { var(txn.preflight) -m bool }`,
    ),
  ].join("\n");
}
