import { mount } from 'svelte';
import '$shared/base.css';
import App from './App.svelte';
import { access } from './api/access';
import './app.css';

const session = () => import('./sign-in/session');
access.renew = async (refused) => (await session()).renew(refused);

const target = document.getElementById('app')!;
const page = () => mount(App, { target });
// From the issuer's page.
if (location.pathname.startsWith('/signed-')) void session().then(({ arrive }) => arrive(target, page));
else page();
