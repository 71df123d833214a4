import type { Handle } from "@sveltejs/kit";
import { definePolicy } from "crossorigin";
import { cors } from "crossorigin/fetch";

const withCors = cors(
  definePolicy({
    origins: ["https://app.example.com"],
    methods: ["PUT", "DELETE"],
    allowHeaders: ["Content-Type"],
    credentials: true,
    maxAge: 600,
  }),
);

export const handle: Handle = ({ event, resolve }) => withCors(() => resolve(event))(event.request);
