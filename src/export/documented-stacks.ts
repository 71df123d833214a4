interface DocumentedRow {
  /** What it is called. */
  readonly title: string;
  /** What to do there, in one sentence. */
  readonly sentence: string;
  /** Its makers' own documentation. */
  readonly link: string;
}

/** Where the answer is a setting, or in a language that this package does not write. */
export const DOCUMENTED_STACKS = {
  spring: {
    title: "Spring",
    sentence:
      "Declare a CorsConfigurationSource that names the origin, and with Spring Security call http.cors(), so that preflights pass before the login.",
    link: "https://docs.spring.io/spring-framework/reference/web/webmvc-cors.html",
  },
  aspnet: {
    title: "ASP.NET Core",
    sentence:
      "Name the origin in WithOrigins, without a slash at its end, and call UseCors after UseRouting and before UseAuthentication and UseAuthorization.",
    link: "https://learn.microsoft.com/aspnet/core/security/cors",
  },
  django: {
    title: "Django",
    sentence:
      "With django-cors-headers, put CorsMiddleware as high as possible, before CommonMiddleware, and name the origin in CORS_ALLOWED_ORIGINS.",
    link: "https://github.com/adamchainz/django-cors-headers",
  },
  rails: {
    title: "Rails",
    sentence:
      "With rack-cors, insert Rack::Cors before every other middleware, and name the origin in its allow block.",
    link: "https://github.com/cyu/rack-cors",
  },
  fastapi: {
    title: "FastAPI and Starlette",
    sentence:
      "Add CORSMiddleware with allow_origins; for headers on unhandled errors too, wrap the whole application in it.",
    link: "https://fastapi.tiangolo.com/tutorial/cors/",
  },
  "aws-api-gateway": {
    title: "Amazon API Gateway",
    sentence:
      "Use the cors setting of an HTTP API, which answers preflights itself and ignores the headers of integrations; keep authorizers off OPTIONS.",
    link: "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html",
  },
  cloudfront: {
    title: "Amazon CloudFront",
    sentence:
      "Let the behaviour accept OPTIONS, and either forward Origin in its cache and origin request policies or attach a response headers policy.",
    link: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/adding-response-headers.html",
  },
  "gateway-api": {
    title: "Kubernetes Gateway API",
    sentence: "Add a CORS filter with allowOrigins to the rule of the HTTPRoute.",
    link: "https://gateway-api.sigs.k8s.io/guides/http-cors",
  },
  traefik: {
    title: "Traefik",
    sentence: "Set accessControlAllowOriginList and addVaryHeader in a headers middleware of the router.",
    link: "https://doc.traefik.io/traefik/middlewares/http/headers/",
  },
  envoy: {
    title: "Envoy and Istio",
    sentence: "Give the route a CORS policy with exact origins; Envoy sends no Vary, so add it by a header mutation.",
    link: "https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_filters/cors_filter",
  },
  s3: {
    title: "Amazon S3",
    sentence:
      "Write a CORS rule for the bucket; it knows GET, PUT, POST, DELETE and HEAD, and answers without Origin bare.",
    link: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/cors.html",
  },
  gcs: {
    title: "Google Cloud Storage",
    sentence: "Set a CORS configuration on the bucket; its responseHeader list both allows and exposes.",
    link: "https://cloud.google.com/storage/docs/cross-origin",
  },
  "azure-storage": {
    title: "Azure Storage",
    sentence: "Set CORS rules on the service, Blob or File for instance; origins are compared with their case.",
    link: "https://learn.microsoft.com/rest/api/storageservices/cross-origin-resource-sharing--cors--support-for-the-azure-storage-services",
  },
  cloudflare: {
    title: "Cloudflare",
    sentence:
      "Let security rules skip preflights (OPTIONS with Origin and Access-Control-Request-Method), since no script can solve a challenge; Bot Fight Mode cannot be skipped.",
    link: "https://developers.cloudflare.com/waf/custom-rules/skip/",
  },
} as const satisfies Record<string, DocumentedRow>;

/** A server, framework or service that is described in its makers' own words. */
export type DocumentedStack = keyof typeof DOCUMENTED_STACKS;
