// In:    Lit's reactive-element, as published.
// Out:   the same without what the tag never uses, which would travel to every page.
// Never: a guess: a part that is not found, letter for letter, in the installed version ends the build.

/** What goes, and what stands in its place. */
const PARTS = [
  // Decorators and their metadata: properties are listed in the class.
  ['static addInitializer(t){this._$Ei(),(this.l??=[]).push(t)}'],
  [',this.constructor.l?.forEach(t=>t(this))'],
  ['void 0!==t.l&&(this.l=[...t.l]),'],
  ['Symbol.metadata??=Symbol("metadata"),a.litPropertyMetadata??=new WeakMap;'],
  [
    'const t=this[Symbol.metadata];if(null!==t){const s=litPropertyMetadata.get(t);if(void 0!==s)for(const[t,i]of s)this.elementProperties.set(t,i)}',
  ],
  // A polyfill's hook, and a list of versions on `window`.
  [',p?.({ReactiveElement:y}),(a.reactiveElementVersions??=[]).push("2.1.2")'],
  // Attributes are words, or have a function that reads them.
  [
    'toAttribute(t,s){switch(s){case Boolean:t=t?l:null;break;case Object:case Array:t=null==t?t:JSON.stringify(t)}return t},fromAttribute(t,s){let i=t;switch(s){case Boolean:i=null!==t;break;case Number:i=null===t?null:Number(t);break;case Object:case Array:try{i=JSON.parse(t)}catch(t){i=null}}return i}',
  ],
  [
    'h="function"==typeof t.converter?{fromAttribute:t.converter}:void 0!==t.converter?.fromAttribute?t.converter:u;',
    'h=t.converter;',
  ],
  ['const r=h.fromAttribute(s,t.type);', 'const r=h?h(s):s;'],
  ['const h=(void 0!==i.converter?.toAttribute?i.converter:u).toAttribute(s,i.type);', 'const h=s;'],
  ['b={attribute:!0,type:String,converter:u,reflect:!1,useDefault:!1,hasChanged:f}', 'b={}'],
  ['(i.hasChanged??f)(h,s)', 'f(h,s)'],
  [
    'const i=s.attribute;return!1===i?void 0:"string"==typeof i?i:"string"==typeof t?t.toLowerCase():void 0',
    'return t.toLowerCase()',
  ],
  ['const t=this.properties,s=[...r(t),...o(t)];for(const i of s)', 'const t=this.properties;for(const i of r(t))'],
  [
    'const{get:e,set:r}=h(this.prototype,t)??{get(){return this[s]},set(t){this[s]=t}};return{get:e,set(s){const h=e?.call(this);r?.call(this,s),this.requestUpdate(t,h,i)}',
    'return{get(){return this[s]},set(r){const h=this[s];this[s]=r,this.requestUpdate(t,h,i)}',
  ],
  // Properties with accessors, options or defaults of their own.
  [
    'if(s.state&&(s.attribute=!1),this._$Ei(),this.prototype.hasOwnProperty(t)&&((s=Object.create(s)).wrapped=!0),this.elementProperties.set(t,s),!s.noAccessor){',
    'this.elementProperties.set(t,s);{',
  ],
  [
    'const t=this.constructor.elementProperties;if(t.size>0)for(const[s,i]of t){const{wrapped:t}=i,e=this[s];!0!==t||this._$AL.has(s)||void 0===e||this.C(s,void 0,i,e)}',
  ],
  ['||i.useDefault&&i.reflect&&h===this._$Ej?.get(t)&&!this.hasAttribute(r._$Eu(t,i))'],
  ['i&&!(this._$Ej??=new Map).has(t)&&(this._$Ej.set(t,r??s??this[t]),!0!==h||void 0!==r)||(', '('],
  ['this.hasUpdated||i||(s=void 0)', 'this.hasUpdated||(s=void 0)'],
  ['{useDefault:i,reflect:e,wrapped:h},r', '{reflect:e}'],
  ['this[e]=r??this._$Ej?.get(e)??r', 'this[e]=r'],
  // Hooks that the tag does not override, and those of controllers before an update.
  ['removeController(t){this._$EO?.delete(t)}'],
  [
    't=this.shouldUpdate(s),t?(this.willUpdate(s),this._$EO?.forEach(t=>t.hostUpdate?.()),this.update(s)):this._$EM()',
    't=!0,this.update(s)',
  ],
  ['shouldUpdate(t){return!0}'],
  ['willUpdate(t){}'],
  ['this.hasUpdated||(this.hasUpdated=!0,this.firstUpdated(t))', 'this.hasUpdated=!0'],
  ['firstUpdated(t){}'],
  ['const t=this.scheduleUpdate();return null!=t&&await t,', 'return this.performUpdate(),'],
  ['scheduleUpdate(){return this.performUpdate()}'],
  ['this.getUpdateComplete()}getUpdateComplete(){return ', ''],
  // The tag has one style sheet, made when the first tag is.
  [
    'static finalizeStyles(s){const i=[];if(Array.isArray(s)){const e=new Set(s.flat(1/0).reverse());for(const s of e)i.unshift(t(s))}else void 0!==s&&i.push(t(s));return i}',
  ],
];

/** A plugin for rollup. */
export const litSubset = {
  name: 'lit-subset',
  transform(code, id) {
    if (!id.endsWith('/@lit/reactive-element/reactive-element.js')) return null;
    for (const [part, instead = ''] of PARTS) {
      if (code.split(part).length !== 2) throw new Error(`Lit's reactive-element no longer has: ${part}`);
      code = code.replace(part, () => instead);
    }
    return { code, map: null };
  },
};
