import { ErrorResponse, InMemoryWebStorage, UserManager, WebStorageStateStore, type User } from 'oidc-client-ts';
import { mount } from 'svelte';
import { access } from '../api/access';
import { ApiProblem } from '../api/client';
import SignedOut from './SignedOut.svelte';
import Who from './Who.svelte';

/** What Web says of who signs people in (`GET /sign-in`). */
interface Where {
  clientId: string;
  scope: string;
  resource: string | null;
  token: 'access' | 'id';
  metadata: {
    issuer: string;
    authorization_endpoint: string;
    token_endpoint: string;
    end_session_endpoint: string | null;
  };
}

/** A token that is refused so soon after it was given will not be taken the next time either. */
const tooSoon = 10_000;

let where: Where;
let opened: Promise<UserManager> | undefined;
let renewing: Promise<void> | undefined;
let failed: ApiProblem | undefined;
let given = 0;

/** Gets another token than the one that was refused: by a refresh token, else from the issuer's page, which then leads back to where the reader was. */
export async function renew(refused: string): Promise<void> {
  if (access.token !== refused) return;
  if (failed !== undefined) throw failed;
  if (refused !== '' && Date.now() - given < tooSoon) {
    throw new ApiProblem(
      'Your sign-in is not taken here',
      'You are signed in, but the services refuse the token that you were given. Whoever runs FlowOptics finds the reason in their logs (event 8001, docs/security.md).',
      401,
    );
  }
  await (renewing ??= again().finally(() => (renewing = undefined)));
}

/** Takes up what the issuer's page led back with, and goes on where the reader was; or says that they are signed out. */
export async function arrive(target: HTMLElement, mountPage: () => void): Promise<void> {
  if (location.pathname === '/signed-out') {
    mount(SignedOut, { target, props: { again: '/' } });
    return;
  }
  let back: unknown;
  try {
    const user = await (await open()).signinRedirectCallback();
    back = user.state;
  } catch (error) {
    if (error instanceof ErrorResponse) back = error.state;
    failed = error instanceof ApiProblem ? error : refusal(error);
  }
  // The address held the code. Whoever listens to Back and Forward reads the new one.
  history.replaceState(null, '', typeof back === 'string' && /^\/(?!\/)/.test(back) ? back : '/');
  dispatchEvent(new PopStateEvent('popstate'));
  mountPage();
  const user = await (await open().catch(() => undefined))?.getUser();
  const bar = document.querySelector('header .right');
  if (user && bar) mount(Who, { target: bar, props: { name: nameOf(user), signOut } });
}

async function signOut(): Promise<void> {
  const manager = await open();
  access.token = '';
  if (where.metadata.end_session_endpoint === null) {
    await manager.removeUser();
    location.assign('/signed-out');
  } else {
    // Cognito asks for the client, which the standard leaves to the token, and for the way back by another name.
    await manager.signoutRedirect({
      extraQueryParams: { client_id: where.clientId, logout_uri: `${location.origin}/signed-out` },
    });
  }
}

async function again(): Promise<void> {
  const manager = await open();
  try {
    // Without a refresh token this would be asked in a frame, which the page's policy forbids.
    if ((await manager.getUser())?.refresh_token !== undefined && (await manager.signinSilent()) !== null) return;
  } catch {
    // It is used up, or its session has ended: the issuer's page tells more.
  }
  await manager.signinRedirect({ state: location.pathname + location.search });
  // The page is being left; it comes back whole.
  await new Promise(() => {});
}

function open(): Promise<UserManager> {
  return (opened ??= make().catch((error: unknown) => {
    opened = undefined;
    throw error;
  }));
}

async function make(): Promise<UserManager> {
  const response = await fetch('/sign-in');
  if (!response.ok) {
    throw new ApiProblem(
      'You are not signed in',
      // The load balancer's own answer, or Web's: nobody signs in by the page here.
      response.status === 401 || response.status === 404
        ? 'Your session has ended. Reload the page to sign in again.'
        : 'Who signs people in cannot be reached just now. Reload the page in a moment.',
      401,
    );
  }
  where = (await response.json()) as Where;
  const manager = new UserManager({
    authority: where.metadata.issuer,
    metadata: { ...where.metadata, end_session_endpoint: where.metadata.end_session_endpoint ?? undefined },
    client_id: where.clientId,
    redirect_uri: `${location.origin}/signed-in`,
    post_logout_redirect_uri: `${location.origin}/signed-out`,
    scope: where.scope,
    resource: where.resource ?? undefined,
    // Tokens in memory alone: nothing finds them later, and no other tab. What must outlive the way to the issuer (state, PKCE's verifier) is this tab's.
    userStore: new WebStorageStateStore({ store: new InMemoryWebStorage() }),
    stateStore: new WebStorageStateStore({ store: sessionStorage }),
    automaticSilentRenew: false,
  });
  manager.events.addUserLoaded(take);
  manager.events.addAccessTokenExpiring(() => {
    void manager.getUser().then((user) => {
      if (user?.refresh_token !== undefined && access.token !== '') renewing ??= refresh(manager);
    });
  });
  manager.events.addAccessTokenExpired(() => {
    access.token = '';
    // Where that fails, the next question finds that there is none.
    renew('').catch(() => undefined);
  });
  window.addEventListener('click', download, true);
  // Back from the issuer's page, to one that waits to be left.
  window.addEventListener('pageshow', (event) => {
    if (event.persisted) location.reload();
  });
  return manager;
}

/** Before it ends. Where that fails, the next question that is refused tries again. */
async function refresh(manager: UserManager): Promise<void> {
  try {
    await manager.signinSilent();
  } catch {
    // Told when the token has ended.
  } finally {
    renewing = undefined;
  }
}

function take(user: User): void {
  const token = where.token === 'id' ? user.id_token : user.access_token;
  access.token = token ?? '';
  access.ticket = () => ticket('live').catch(() => '');
  given = Date.now();
}

async function ticket(use: 'live' | 'download'): Promise<string> {
  const { token } = access;
  const response = await fetch(`/sign-in/tickets?use=${use}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
  });
  if (response.ok) return ((await response.json()) as { ticket: string }).ticket;
  if (response.status !== 401) throw new Error(`no ticket: ${response.status}`);
  await renew(token);
  return ticket(use);
}

/** A file that the browser itself fetches gets a ticket in its address, which is good once. */
function download(event: MouseEvent): void {
  const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[download]') : null;
  if (link === null || !link.pathname.startsWith('/api/') || link.search.includes('ticket=')) return;
  event.preventDefault();
  const copy = link.cloneNode() as HTMLAnchorElement;
  // Without one the browser says that the download failed.
  void ticket('download')
    .catch(() => '')
    .then((good) => {
      copy.search += `&ticket=${good}`;
      copy.click();
    });
}

const nameOf = ({ profile }: User): string =>
  profile.name ?? profile.email ?? profile.preferred_username ?? profile.sub;

const refusal = (error: unknown): ApiProblem =>
  new ApiProblem(
    'You could not be signed in',
    `${error instanceof Error ? error.message : String(error)}. Reload the page to try again.`,
    401,
  );
