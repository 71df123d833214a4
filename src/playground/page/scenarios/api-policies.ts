import { answer, byHand, type ServerSpec } from "../server-spec.ts";
import { setup } from "../setup.ts";

// What the API answers on the paths of the article and its readers, for the model to know; the server has the same of its own.

const ARTICLE = {
  origins: "*",
  methods: ["GET", "POST", "PUT", "DELETE", "OPTIONS"],
  allowHeaders: ["content-type", "accept"],
  maxAge: 10,
};

export function underArticle(): ServerSpec {
  return { kind: "policy", options: ARTICLE, isFixed: true };
}

export function withAuthorization(): ServerSpec {
  const options = { ...ARTICLE, allowHeaders: [...ARTICLE.allowHeaders, "authorization"] };
  return { kind: "policy", options, isFixed: true };
}

export function withoutDelete(): ServerSpec {
  return { kind: "policy", options: { ...ARTICLE, methods: ["GET", "POST", "PUT"] }, isFixed: true };
}

/** @param status what the handler says */
export function withCredentials(status = 200): () => ServerSpec {
  const options = {
    origins: [...setup.pageOrigins],
    methods: ["GET", "POST", "DELETE"],
    allowHeaders: ["Authorization", "Content-Type", "X-Api-Key"],
    exposeHeaders: ["WWW-Authenticate"],
    credentials: true,
    maxAge: 10,
  };
  return () => ({ kind: "policy", options, status, isFixed: true });
}

/** One line sets a header on every answer, and nobody thought of preflights. */
export function withoutOptions(path: string, status: number): () => ServerSpec {
  const any = { "Access-Control-Allow-Origin": "*" };
  return () => ({
    ...(byHand(path, answer(status, any), answer(200, any)) as ServerSpec & { kind: "hand" }),
    isFixed: true,
  });
}
