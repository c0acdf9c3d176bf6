/** Brings the rich editor, the heaviest part of the app, when somebody starts to write; and brings it again when it was lost. */
import { makePartLoader } from './part-loader.ts';

export const editorLoader = makePartLoader(async () => (await import('./editor.tsx')).ComposerEditor);
