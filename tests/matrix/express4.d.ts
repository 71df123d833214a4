// Express 4 beside Express 5, under another name; what is used of it has the same types.
declare module "express4" {
  import express = require("express");
  export = express;
}
