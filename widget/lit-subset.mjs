// In:    Lit's reactive-element, as published.
// Out:   the same without what the tag never uses, which would travel to every page.
// Never: a guess: a part that is not found, letter for letter, in the installed version ends the build.

/** What goes, and what stands in its place. */
const PARTS = [
  // Decorators and their metadata: properties are listed in the class.
  ['static addInitializer(t){this._$Ei(),(this.l??=[]).push(t)}'],
  [',this.constructor.l?.forEach(t=>t(this))'],
  ['Symbol.metadata??=Symbol("metadata"),a.litPropertyMetadata??=new WeakMap;'],
  // A polyfill's hook, a list of versions on `window`, and what stands for a class that says nothing of its own.
  [
    'y.elementStyles=[],y.shadowRootOptions={mode:"open"},y[d("elementProperties")]=new Map,y[d("finalized")]=new Map,p?.({ReactiveElement:y}),(a.reactiveElementVersions??=[]).push("2.1.2");',
  ],
  // Properties with accessors, options or defaults of their own, and classes that add to each other's. Each of ours has the
  // name of its attribute, and frameworks look for it with `in`: it need not be listed.
  ['this._$Eh&&[...this._$Eh.keys()]', 'r(this.properties)'],
  [
    'static createProperty(t,s=b){if(s.state&&(s.attribute=!1),this._$Ei(),this.prototype.hasOwnProperty(t)&&((s=Object.create(s)).wrapped=!0),this.elementProperties.set(t,s),!s.noAccessor){const i=Symbol(),h=this.getPropertyDescriptor(t,i,s);void 0!==h&&e(this.prototype,t,h)}}static getPropertyDescriptor(t,s,i){const{get:e,set:r}=h(this.prototype,t)??{get(){return this[s]},set(t){this[s]=t}};return{get:e,set(s){const h=e?.call(this);r?.call(this,s),this.requestUpdate(t,h,i)},configurable:!0,enumerable:!0}}static getPropertyOptions(t){return this.elementProperties.get(t)??b}static _$Ei(){if(this.hasOwnProperty(d("elementProperties")))return;const t=n(this);t.finalize(),void 0!==t.l&&(this.l=[...t.l]),this.elementProperties=new Map(t.elementProperties)}',
  ],
  [
    'if(this.hasOwnProperty(d("finalized")))return;if(this.finalized=!0,this._$Ei(),this.hasOwnProperty(d("properties"))){const t=this.properties,s=[...r(t),...o(t)];for(const i of s)this.createProperty(i,t[i])}const t=this[Symbol.metadata];if(null!==t){const s=litPropertyMetadata.get(t);if(void 0!==s)for(const[t,i]of s)this.elementProperties.set(t,i)}this._$Eh=new Map;for(const[t,s]of this.elementProperties){const i=this._$Eu(t,s);void 0!==i&&this._$Eh.set(i,t)}',
    'if(this.elementStyles)return;for(const t of r(this.properties)){const s=Symbol();e(this.prototype,t,{get(){return this[s]},set(t){t!==this[s]&&(this[s]=t,this.requestUpdate())}})}',
  ],
  [
    'static _$Eu(t,s){const i=s.attribute;return!1===i?void 0:"string"==typeof i?i:"string"==typeof t?t.toLowerCase():void 0}',
  ],
  [
    'const t=new Map,s=this.constructor.elementProperties;for(const i of s.keys())this.hasOwnProperty(i)&&(t.set(i,this[i]),delete this[i]);t.size>0&&(this._$Ep=t)',
    'const t=this._$Ep={};for(const i of r(this.constructor.properties))this.hasOwnProperty(i)&&(t[i]=this[i],delete this[i])',
  ],
  // Attributes are words, or have a function that reads them; nothing is written back into them.
  [
    'this._$AK(t,i)}_$ET(t,s){const i=this.constructor.elementProperties.get(t),e=this.constructor._$Eu(t,i);if(void 0!==e&&!0===i.reflect){const h=(void 0!==i.converter?.toAttribute?i.converter:u).toAttribute(s,i.type);this._$Em=t,null==h?this.removeAttribute(e):this.setAttribute(e,h),this._$Em=null}}_$AK(t,s){const i=this.constructor,e=i._$Eh.get(t);if(void 0!==e&&this._$Em!==e){const t=i.getPropertyOptions(e),h="function"==typeof t.converter?{fromAttribute:t.converter}:void 0!==t.converter?.fromAttribute?t.converter:u;this._$Em=e;const r=h.fromAttribute(s,t.type);this[e]=r??this._$Ej?.get(e)??r,this._$Em=null}}',
    'const{converter:h}=this.constructor.properties[t];this[t]=h?h(i):i}',
  ],
  // What has changed: an update looks at all there is.
  [
    'super(),this._$Ep=void 0,this.isUpdatePending=!1,this.hasUpdated=!1,this._$Em=null,this._$Ev()}_$Ev(){this._$ES=new Promise(t=>this.enableUpdating=t),this._$AL=new Map,',
    'super(),this._$ES=new Promise(t=>this.enableUpdating=t),',
  ],
  [
    'requestUpdate(t,s,i,e=!1,h){if(void 0!==t){const r=this.constructor;if(!1===e&&(h=this[t]),i??=r.getPropertyOptions(t),!((i.hasChanged??f)(h,s)||i.useDefault&&i.reflect&&h===this._$Ej?.get(t)&&!this.hasAttribute(r._$Eu(t,i))))return;this.C(t,s,i)}!1===this.isUpdatePending&&(this._$ES=this._$EP())}C(t,s,{useDefault:i,reflect:e,wrapped:h},r){i&&!(this._$Ej??=new Map).has(t)&&(this._$Ej.set(t,r??s??this[t]),!0!==h||void 0!==r)||(this._$AL.has(t)||(this.hasUpdated||i||(s=void 0),this._$AL.set(t,s)),!0===e&&this._$Em!==t&&(this._$Eq??=new Set).add(t))}',
    'requestUpdate(){this.isUpdatePending||(this._$ES=this._$EP())}',
  ],
  // Hooks that the tag does not override, those of controllers before an update, controllers that come late, and errors of an
  // update: the tag's own `performUpdate` catches them. A page's Promise that rejects what it should resolve is no error of the page.
  ['removeController(t){this._$EO?.delete(t)}'],
  [',void 0!==this.renderRoot&&this.isConnected&&t.hostConnected?.()'],
  ['connectedCallback(){this.renderRoot??=this.createRenderRoot(),', 'connectedCallback(){'],
  ['enableUpdating(t){}'],
  [
    'try{await this._$ES}catch(t){Promise.reject(t)}const t=this.scheduleUpdate();return null!=t&&await t,!this.isUpdatePending}scheduleUpdate(){return this.performUpdate()}performUpdate(){if(!this.isUpdatePending)return;if(!this.hasUpdated){if(this.renderRoot??=this.createRenderRoot(),this._$Ep){for(const[t,s]of this._$Ep)this[t]=s;this._$Ep=void 0}const t=this.constructor.elementProperties;if(t.size>0)for(const[s,i]of t){const{wrapped:t}=i,e=this[s];!0!==t||this._$AL.has(s)||void 0===e||this.C(s,void 0,i,e)}}let t=!1;const s=this._$AL;try{t=this.shouldUpdate(s),t?(this.willUpdate(s),this._$EO?.forEach(t=>t.hostUpdate?.()),this.update(s)):this._$EM()}catch(s){throw t=!1,this._$EM(),s}t&&this._$AE(s)}willUpdate(t){}_$AE(t){this._$EO?.forEach(t=>t.hostUpdated?.()),this.hasUpdated||(this.hasUpdated=!0,this.firstUpdated(t)),this.updated(t)}_$EM(){this._$AL=new Map,this.isUpdatePending=!1}',
    'try{await this._$ES}catch{}return this.performUpdate(),!this.isUpdatePending}performUpdate(){if(!this.hasUpdated)for(const t of r(this._$Ep))this[t]=this._$Ep[t];this.isUpdatePending=!1,this._$EO?.forEach(t=>t.hostUpdated?.()),this.hasUpdated=!0,this.updated()}',
  ],
  ['this.getUpdateComplete()}getUpdateComplete(){return ', ''],
  [
    'shouldUpdate(t){return!0}update(t){this._$Eq&&=this._$Eq.forEach(t=>this._$ET(t,this[t])),this._$EM()}updated(t){}firstUpdated(t){}',
  ],
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
