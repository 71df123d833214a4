// An application of Express as it is in production, but that it does not listen here: that is for the file that starts it.
import { definePolicy } from "crossorigin";
import { cors } from "crossorigin/express";
import express from "express";

const policy = definePolicy({
  origins: ["https://app.example.com"],
  methods: ["PUT"],
  allowHeaders: ["Content-Type"],
  maxAge: 7200,
});

export const app = express();
app.use(cors(policy));
app.use(express.json());
app.put("/orders/:id", (request, response) => void response.json({ id: request.params.id, order: request.body }));
