// A real OpenID provider (npm's oidc-provider): node provider.mjs
// Prints its address and that of another issuer with the same keys, reads a line of JSON ({"origins": those of Webs}), prints "ready", and ends when its input does.
import { createServer } from 'node:http';
import { createInterface } from 'node:readline';
import Provider from 'oidc-provider';

let brief = 0;
const people = {
  ada: { roles: ['viewer'], accounts: ['111111111111'] },
  grace: { roles: ['admin'] },
  // Nobody told FlowOptics what they may see.
  nobody: {},
  // A minute before its end a token is renewed.
  renewed: { roles: ['admin'], seconds: () => 60 },
  // The first ends soon, and there is nothing to renew it by.
  brief: { roles: ['admin'], seconds: () => (brief++ === 0 ? 2 : 3600), refresh: false },
};
// Whom a token is for, by the resource that it is asked for.
const audiences = { 'https://flowoptics.example': 'flowoptics', 'https://payroll.example': 'payroll' };

const issuers = [await open(), await open()];
console.log(JSON.stringify(issuers.map((issuer) => issuer.address)));

for await (const line of createInterface({ input: process.stdin })) {
  const { origins } = JSON.parse(line);
  for (const issuer of issuers) {
    const provider = new Provider(issuer.address, configuration(origins));
    const callback = provider.callback();
    issuer.answer = (request, response) => (request.url.startsWith('/login/') ? login(provider, request, response) : callback(request, response));
  }
  console.log('ready');
}
process.exit();

async function open() {
  const issuer = { answer: (_, response) => response.writeHead(503).end() };
  const server = createServer((request, response) => issuer.answer(request, response));
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  issuer.address = `http://127.0.0.1:${server.address().port}`;
  return issuer;
}

function configuration(origins) {
  return {
    clients: [
      {
        client_id: 'flowoptics',
        token_endpoint_auth_method: 'none',
        redirect_uris: origins.map((origin) => `${origin}/signed-in`),
        post_logout_redirect_uris: origins.map((origin) => `${origin}/signed-out`),
        grant_types: ['authorization_code', 'refresh_token'],
      },
    ],
    clientBasedCORS: (_, from) => origins.includes(from),
    pkce: { required: () => true },
    claims: { openid: ['sub'], profile: ['name'] },
    conformIdTokenClaims: false,
    findAccount: (_, id) => (people[id] ? { accountId: id, claims: () => ({ sub: id, name: id[0].toUpperCase() + id.slice(1) }) } : undefined),
    extraTokenClaims: (_, { accountId }) => ({ roles: people[accountId].roles, accounts: people[accountId].accounts }),
    issueRefreshToken: (_, __, { accountId }) => people[accountId].refresh !== false,
    ttl: { AccessToken: (_, { accountId }) => people[accountId].seconds?.() ?? 3600, Grant: 3600, IdToken: 3600, Interaction: 600, RefreshToken: 3600, Session: 3600 },
    cookies: { keys: ['of a test'] },
    interactions: { url: (_, { uid }) => `/login/${uid}` },
    features: {
      devInteractions: { enabled: false },
      resourceIndicators: {
        enabled: true,
        useGrantedResource: () => true,
        getResourceServerInfo: (_, resource) => ({ scope: 'openid profile', audience: audiences[resource], accessTokenFormat: 'jwt', jwt: { sign: { alg: 'RS256' } } }),
      },
      rpInitiatedLogout: {
        logoutSource: (context, form) => {
          context.body = `${form}<button form="op.logoutForm" name="logout" value="yes">Leave</button>`;
        },
      },
    },
    // Who signs in here agrees by that.
    async loadExistingGrant({ oidc }) {
      const { client, session, provider } = oidc;
      const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
      grant.addOIDCScope('openid profile');
      for (const resource of Object.keys(audiences)) grant.addResourceScope(resource, 'openid profile');
      await grant.save();
      return grant;
    },
  };
}

async function login(provider, request, response) {
  if (request.method === 'GET') {
    response.setHeader('content-type', 'text/html');
    response.end('<title>Login</title><form method="post"><input name="login" aria-label="Who"><button>Enter</button></form>');
    return;
  }
  let body = '';
  for await (const piece of request) body += piece;
  await provider.interactionFinished(request, response, { login: { accountId: new URLSearchParams(body).get('login') } });
}
