import { mount } from 'svelte';
import './style/index.css';
import { engine, start } from './engine';
import App from './App.svelte';
import { Program } from './state/program.svelte';

const target = document.getElementById('app');
if (!target) throw new Error('the page has no place for the app');

try {
  await start();
  mount(App, { target, props: { program: new Program(engine) } });
} catch (reason) {
  document.getElementById('failed')?.removeAttribute('hidden');
  throw reason;
}
