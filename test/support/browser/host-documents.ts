// Kinds of documents as sites serve them, each a whole response: how it is parsed, which way it is read, what its text looks like and
// what its addresses are relative to.
import type { HostPage } from './host.ts';
import { ROOM } from './host-page.ts';

/** What stands in a page: the tag and its script, or what keeps the tag's place and no script. */
export interface Parts {
  tag(as?: { href?: string; attributes?: string; label?: string }): string;
  /** The script as a module, and without. */
  module: string;
  classic: string;
  /** This site by another name. */
  otherOrigin: string;
}

export interface HostDocument {
  page(parts: Parts): HostPage;
  /** What the tag's attributes say on the plain page, so that it looks the same there. */
  plain?: string;
  /** What the tag's link leads to; otherwise what the server says. */
  leadsTo?: (otherOrigin: string) => string;
  /** How its name begins. */
  label?: RegExp;
}

const LISTEN = '<script src="/listen.js"></script>';

/** A page of HTML with a heading and text around the tag. */
const html = (
  { module }: Parts,
  body: string,
  { head = '', attributes = 'lang="en"', doctype = '<!doctype html>', charset = 'utf-8' } = {},
): string =>
  `${doctype}<html ${attributes}><head><meta charset="${charset}"><title>Library</title>${LISTEN}${ROOM}${head}${module}</head>` +
  `<body>${body}</body></html>`;

const body = (tag: string, words = 'Ask us'): string =>
  `<main><h1>Library</h1><p>Opening hours and branches.</p><div>${tag}</div><p>${words}: <a href="/hours">hours</a> <button>Search</button></p></main>`;

/** A page that is parsed as XML, by the doctype of XHTML 1.0. Such pages run no modules in Chromium. */
const xml =
  (type: string, attributes = 'xml:lang="en" lang="en"'): HostDocument['page'] =>
  ({ tag, classic }) => ({
    headers: { 'content-type': `${type}; charset=utf-8` },
    html:
      '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">' +
      `<html xmlns="http://www.w3.org/1999/xhtml" ${attributes}><head><title>Library</title>${LISTEN}${ROOM}${classic}</head>` +
      `<body>${body(tag())}</body></html>`,
  });

const OLD_STYLES = `<style>
  html { font-size: 10px }
  body { font: 300 1.4rem/1.8 "Liberation Serif"; letter-spacing: 2px; word-spacing: 4px; text-transform: uppercase; text-align: center; text-indent: 1em; text-shadow: 1px 1px #ccc; white-space: nowrap; font-variant: small-caps; hyphens: auto; tab-size: 2; list-style: square; border-spacing: 9px; font-style: italic }
  a { color: #700; text-transform: uppercase; padding: 16px 32px; text-decoration: none; border-bottom: 3px dotted }
  button { background: #a00; color: #fff; text-transform: uppercase; padding: 16px 32px }
  span, div { text-shadow: 2px 2px #ccc; font-weight: 300; line-height: 1.9 }
</style>`;

export const DOCUMENTS: Record<string, HostDocument> = {
  'XHTML as application/xhtml+xml': { page: xml('application/xhtml+xml') },
  'XHTML as text/xml': { page: xml('text/xml') },
  'XHTML 1.1, which has xml:lang alone': {
    plain: 'lang="es"',
    label: /^Ask a librarian\. Abierto/,
    page: xml('application/xhtml+xml', 'xml:lang="es"'),
  },
  'no doctype': {
    page: (parts) => ({
      html: html(
        parts,
        `<center role="main"><table width="90%" border="1" cellpadding="4"><tr><td>Hours</td><td width="60%">${parts.tag()}</td></tr></table><h1>Library</h1></center>`,
        { doctype: '', head: '<style>TD { font-size: 14px }</style>' },
      ),
    }),
  },
  'a doctype of HTML 4': {
    page: (parts) => ({
      html: html(parts, body(parts.tag()), {
        doctype:
          '<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN" "http://www.w3.org/TR/html4/loose.dtd">',
      }),
    }),
  },
  'right to left, in Arabic': {
    plain: 'lang="ar" dir="rtl"',
    page: (parts) => ({
      html: html(parts, body(parts.tag(), 'اسألونا'), { attributes: 'lang="ar" dir="rtl"' }),
    }),
  },
  'right to left, in Hebrew, which the tag has not': {
    plain: 'lang="he" dir="rtl"',
    page: (parts) => ({
      html: html(parts, body(parts.tag(), 'שאלו אותנו'), { attributes: 'lang="he" dir="rtl"' }),
    }),
  },
  'a base in another folder': {
    page: (parts) => ({
      html: html(parts, body(parts.tag({ href: '../../chat', attributes: 'pinned' })), {
        head: '<base href="/other/folder/">',
      }),
    }),
  },
  'a base at another origin': {
    page: (parts) => ({
      html: html(parts, body(parts.tag({ href: 'chat', attributes: 'pinned' })), {
        head: `<base href="${parts.otherOrigin}/">`,
      }),
    }),
    leadsTo: (otherOrigin) => `${otherOrigin}/chat`,
  },
  'text from top to bottom': {
    page: (parts) => ({
      html: html(parts, body(parts.tag()), { head: '<style>html { writing-mode: vertical-rl }</style>' }),
    }),
  },
  'text of its own: small root, light, spaced, capitals': {
    page: (parts) => ({ html: html(parts, body(parts.tag()), { head: OLD_STYLES }) }),
  },
  'windows-1252, in Spanish': {
    plain: 'lang="es"',
    label: /^¿Dudas\? Pregúntenos/,
    page: (parts) => ({
      headers: { 'content-type': 'text/html; charset=windows-1252' },
      html: Buffer.from(
        html({ ...parts, module: parts.classic }, body(parts.tag({ label: '¿Dudas? Pregúntenos' }), '¡Hola, señor!'), {
          attributes: 'lang="es"',
          charset: 'windows-1252',
        }),
        'latin1',
      ),
    }),
  },
  'written by document.write, tag and script': {
    page: (parts) => ({
      html: html(
        { ...parts, module: '' },
        `<script>document.write(${JSON.stringify(body(parts.tag()) + parts.classic.replace(' defer=""', '')).replaceAll('</', '<\\/')})</script>`,
      ),
    }),
  },
  'neighbours in front of everything': {
    page: (parts) => ({
      html: html(
        parts,
        `<a href="#main" style="position: absolute; left: 400px; top: 0; z-index: 2147483647">Skip to content</a>` +
          `<div role="complementary" style="position: fixed; right: 0; bottom: 0; z-index: 2147483647; background: #036; color: #fff; padding: 20px">Another chat</div>` +
          `<header style="position: sticky; top: 0; z-index: 1030; background: #eee"><a href="/">Library</a> ${parts.tag()}</header><main id="main"><h1>Library</h1></main>`,
      ),
    }),
  },
};
