import { definePolicy } from "crossorigin";

export const policy = definePolicy({
  origins: ["https://app.example.com"],
  methods: ["PUT", "DELETE"],
  allowHeaders: ["Content-Type"],
  credentials: true,
  maxAge: 600,
});
