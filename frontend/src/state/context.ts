import { createContext } from 'svelte';
import type { BreachEditor } from './breach.svelte';
import type { Editor } from './editor.svelte';
import type { Form } from './form';
import type { Organisation } from './organisation.svelte';
import type { Preview } from './preview.svelte';
import type { Program } from './program.svelte';

/** The window that a component is in. */
export const [useProgram, provideProgram] = createContext<Program>();

/** The client whose form a component is part of. */
export const [useEditor, provideEditor] = createContext<Editor>();

/** What the organisation knows of itself, on its own screen. */
export const [useItself, provideItself] = createContext<Organisation>();

/** The data that a field is part of: of a client, or of the organisation. */
export const [useForm, provideForm] = createContext<Form>();

/** The breach whose form a component is part of. */
export const [useBreach, provideBreach] = createContext<BreachEditor>();

/** The page beside the form of a client. */
export const [usePreview, providePreview] = createContext<Preview>();
