import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';

export default defineConfig({
  // An element of the browser's, not a component to look up.
  plugins: [vue({ template: { compilerOptions: { isCustomElement: (tag) => tag === 'ask-us-now' } } })],
});
