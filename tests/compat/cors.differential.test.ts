import express, { type ErrorRequestHandler } from "express";
import * as fc from "fast-check";
import theirs from "cors";
import type { RequestListener } from "node:http";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import ours from "../../src/compat/cors.ts";
import { anExpression, anOrigin, someNames, someRequests, Stage } from "./side-by-side.ts";

const stage = new Stage();

beforeAll(async () => {
  vi.spyOn(process, "emitWarning").mockImplementation(() => {});
  await stage.listen();
});

afterAll(() => {
  stage.close();
  vi.restoreAllMocks();
});

const anEntry = fc.oneof(anOrigin, anExpression, fc.boolean());
const aStaticOrigin = fc.oneof(
  anEntry,
  fc.array(anEntry, { maxLength: 4 }),
  fc.constantFrom(undefined, null, "", 0, 1),
);

/** Functions that answer at once or later, with a value or an error, or throw. */
const aFunction = fc
  .tuple(aStaticOrigin, fc.constantFrom("at once", "later", "error", "throws"))
  .map(([value, manner]) => (_origin: unknown, done: (error: Error | null, value?: unknown) => void) => {
    if (manner === "throws") throw new Error("thrown");
    if (manner === "error") done(new Error("refused"));
    else if (manner === "later") setImmediate(done, null, value);
    else done(null, value);
  });

/** No methods at all make both throw, and what is thrown in a later turn ends the process: that has a test of its own. */
const someOptions = fc.record(
  {
    origin: fc.oneof(aStaticOrigin, aFunction),
    methods: someNames("GET", "PUT", "DELETE"),
    allowedHeaders: fc.oneof(someNames("X-A", "Content-Type"), fc.constant(undefined)),
    headers: someNames("X-B"),
    exposedHeaders: fc.oneof(someNames("X-C", "X-D"), fc.constantFrom(undefined, null)),
    credentials: fc.constantFrom(true, false, "true", 1),
    maxAge: fc.constantFrom(0, 1, 600, -1, 1e9, null, "", "60"),
    preflightContinue: fc.boolean(),
    optionsSuccessStatus: fc.constantFrom(200, 204),
  },
  { requiredKeys: [] },
);

/** An application around a middleware: it answers, varies, throws, has an OPTIONS of its own. */
function application(cors: express.RequestHandler): RequestListener {
  const app = express();
  app.use((_request, response, next) => {
    response.vary("Accept");
    next();
  });
  app.use(cors);
  app.all("/ok", (_request, response) => void response.send("ok"));
  app.get("/vary", (_request, response) => void response.vary("Accept-Language").send("varies"));
  app.get("/throws", () => {
    throw new Error("of the application");
  });
  app.options("/own-options", (_request, response) => void response.set("Allow", "GET").send("own"));
  const onError: ErrorRequestHandler = (error: Error, _request, response, _next) => {
    // What a mistake in the options is called is ours to say.
    response.status(500).send(error instanceof TypeError ? "TypeError" : error.message);
  };
  app.use(onError);
  return app;
}

describe("crossorigin/compat/cors", () => {
  it("answers as cors does, whatever the options and the requests", async () => {
    await fc.assert(
      fc.asyncProperty(someOptions, someRequests, async (options, requests) => {
        const real = await stage.play(
          application(theirs(options as theirs.CorsOptions) as express.RequestHandler),
          requests,
        );
        const own = await stage.play(
          application(ours(options as theirs.CorsOptions) as express.RequestHandler),
          requests,
        );
        expect(own).toEqual(real);
      }),
      { numRuns: 300 },
    );
  });

  it("answers as cors does when a function gives the options", async () => {
    const someDelegated = fc.tuple(someOptions, fc.boolean());
    await fc.assert(
      fc.asyncProperty(someDelegated, someRequests, async ([options, fails], requests) => {
        const delegate = (_request: unknown, done: (error: Error | null, options?: theirs.CorsOptions) => void): void =>
          fails ? done(new Error("no options")) : done(null, options as theirs.CorsOptions);
        const real = await stage.play(application(theirs(delegate) as express.RequestHandler), requests);
        const own = await stage.play(application(ours(delegate) as express.RequestHandler), requests);
        expect(own).toEqual(real);
      }),
      { numRuns: 100 },
    );
  });
});
