import { mount } from 'svelte';
import '$shared/base.css';
import App from './App.svelte';
import './app.css';

export default mount(App, { target: document.getElementById('app')! });
