import type { Scenario } from "../scenario.ts";
import { answer } from "../server-spec.ts";
import { failure, GRANT, hand, LAB_URL, OK, PAGE, policy, PUT } from "./failure.ts";

const ANYBODY = { "Access-Control-Allow-Origin": "*" } as const;

/** What goes wrong with cookies, Authorization and the stars. */
export const CREDENTIAL_FAILURES: readonly Scenario[] = [
  failure({
    id: "star-with-credentials",
    label: "* with cookies",
    title: "Everybody, and with cookies: no browser takes that",
    see: "The console says “must not be the wildcard '*' when the request's credentials mode is 'include'”.",
    why: "With cookies the answer is about one user. A * would show it to every site that this user visits.",
    mend: "Name the origin and allow credentials; or send the request without them.",
    code: "WildcardOriginNotAllowed",
    request: { url: LAB_URL, credentials: "include" },
    server: hand(OK, answer(200, ANYBODY)),
    mended: { server: policy({ credentials: true }) },
  }),
  failure({
    id: "credentials-true",
    label: "True is not true",
    title: "True is not true",
    see: "The console says that the header “is 'True' which must be 'true'”.",
    why: "A language printed its own idea of a boolean. The header counts only when it is exactly true, in small letters.",
    mend: "Send the text true, or leave the header out.",
    code: "InvalidAllowCredentials",
    request: { url: LAB_URL, credentials: "include" },
    server: hand(OK, answer(200, { ...PAGE, "Access-Control-Allow-Credentials": "True" })),
    mended: { server: hand(OK, answer(200, { ...PAGE, "Access-Control-Allow-Credentials": "true" })) },
  }),
  failure({
    id: "stars-are-names",
    label: "With cookies, * is a name",
    title: "With credentials, * is a name like any other",
    see: "“Method PUT is not allowed”, though the list of methods is *.",
    why: "With credentials browsers read * in the lists as a name, and no method is called *.",
    mend: 'Name them. A policy with methods "*" answers with the names that were asked for.',
    code: "WildcardIsLiteral",
    request: { ...PUT, credentials: "include" },
    server: hand(
      answer(204, {
        ...PAGE,
        "Access-Control-Allow-Credentials": "true",
        "Access-Control-Allow-Methods": "*",
        "Access-Control-Allow-Headers": "*",
      }),
      answer(200, { ...PAGE, "Access-Control-Allow-Credentials": "true" }),
    ),
    mended: { server: policy({ methods: "*", allowHeaders: "*", credentials: true }) },
  }),
  failure({
    id: "authorization-under-star",
    label: "Authorization under *",
    title: "The star does not cover Authorization, says the standard",
    see: "It works, and the console warns that it will not for ever.",
    why: "By the standard * leaves Authorization out. Chromium, Firefox and WebKit still let it pass, and say that they will not.",
    mend: 'Name it: allowHeaders: ["*", "Authorization"].',
    code: "AuthorizationUnderWildcard",
    request: { url: LAB_URL, headers: [["Authorization", "Bearer demo"]] },
    server: hand(answer(204, { ...ANYBODY, "Access-Control-Allow-Headers": "*" }), answer(200, ANYBODY)),
    mended: {
      server: hand(
        answer(204, { ...ANYBODY, "Access-Control-Allow-Headers": "*, Authorization" }),
        answer(200, ANYBODY),
      ),
    },
  }),
  failure({
    id: "credentials-on-one-half",
    label: "Credentials on one half",
    title: "The preflight allows credentials, the answer does not",
    see: "The OPTIONS goes well; then the console says that Access-Control-Allow-Credentials “is '' which must be 'true'”.",
    why: "Both answers are compared, and each needs the header.",
    mend: "One policy for both.",
    code: "InvalidAllowCredentials",
    request: { ...PUT, credentials: "include" },
    server: hand(answer(204, { ...GRANT, "Access-Control-Allow-Credentials": "true" })),
    mended: { server: policy({ methods: ["PUT"], allowHeaders: ["Content-Type"], credentials: true }) },
  }),
];
