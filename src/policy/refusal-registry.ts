/** Every reason why the answer to a request is no. Codes are public: they are added, never renamed, never used again. */
export const REFUSALS = {
  OriginNotAllowed: { title: "The policy does not name this origin." },
  MethodNotAllowed: { title: "The policy does not name the method that the page wants to use." },
  HeaderNotAllowed: { title: "The policy does not name a request header that the page wants to set." },
  TooManyRequestHeaders: {
    title: "The page asks for more request headers than are read, or than are answered by name.",
  },
  PolicyFailed: { title: "There was no policy to decide about this request." },
} as const satisfies Record<string, { readonly title: string }>;

/** The name of a refusal. */
export type RefusalCode = keyof typeof REFUSALS;
