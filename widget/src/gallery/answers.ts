// Answers the tags of the gallery in the place of a server, before the tag's own modules take hold of `fetch`. Nothing is sent.
import { answerOf, STATES, type StateName } from './states.js';

const languages = [...document.querySelectorAll<HTMLElement>('ask-us-now')].map(({ lang }) => lang);

globalThis.fetch = async (address) => {
  const { hostname, pathname } = new URL(address instanceof Request ? address.url : address);
  const state = hostname.replace('.invalid', '');
  const [, library, branch] = /^\/v1\/libraries\/([^/]+)\/(?:availability|branches\/(.+))$/.exec(pathname) ?? [];
  if (library === undefined || !(state in STATES)) return new Response(null, { status: 202 });
  return Response.json(
    branch === undefined
      ? answerOf(state as StateName, library, languages)
      : { fallback: { phone: '410-555-0199', tel: '4105550199', page: 'https://library.example.org/branch' } },
  );
};
