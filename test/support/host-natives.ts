// What old script libraries do to the browser's own functions, as far as it can reach an embed. Each is small enough to
// be repeated here word for word in effect; the libraries themselves are not part of the tests' prerequisites.

/** Source: Prototype 1.6.0.2: `Object.toJSON`, `Array.from` and `toJSON` on the natives; enumerable methods on arrays. */
export const PROTOTYPE_1_6 = `
  Array.from = function (iterable) {
    if (!iterable) return [];
    if (!(Object.prototype.toString.call(iterable) === '[object Function]' && iterable == '[object NodeList]') && iterable.toArray) return iterable.toArray();
    var length = iterable.length || 0, results = new Array(length);
    while (length--) results[length] = iterable[length];
    return results;
  };
  Array.prototype.toJSON = function () {
    var results = [];
    for (var i = 0; i < this.length; i++) results.push(JSON.stringify(this[i]));
    return '[' + results.join(', ') + ']';
  };
  String.prototype.toJSON = function () { return '"' + this + '"'; };
  Date.prototype.toJSON = function () { return '"' + this.getUTCFullYear() + '-' + this.getUTCMonth() + '"'; };
  ['each', 'all', 'any', 'collect', 'detect', 'findAll', 'grep', 'include', 'inject', 'invoke', 'max', 'min', 'partition', 'pluck', 'reject', 'sortBy', 'toArray', 'zip', 'size', 'inspect', 'first', 'last', 'compact', 'without', 'uniq', 'intersect', 'clone', 'clear']
    .forEach(function (name) { Array.prototype[name] = function () { return this; }; });
  Element.prototype.remove = function () { this.parentNode.removeChild(this); return this; };
  Element.prototype.update = Element.prototype.show = Element.prototype.hide = function () { return this; };
  Function.prototype.bind = function () {
    var fn = this, args = [].slice.call(arguments), object = args.shift();
    return function () { return fn.apply(object, args.concat([].slice.call(arguments))); };
  };
`;

/** Source: MooTools 1.4.5: `Array.from` wraps what is not an array; `Number`, `String` and `Function` get statics. */
export const MOOTOOLS_1_4 = `
  Array.from = function (item) {
    if (item == null) return [];
    return (typeof item == 'object' && typeof item.length == 'number' && typeof item != 'string') ? Array.prototype.slice.call(item) : [item];
  };
  Number.from = function (item) { var number = parseFloat(item); return isFinite(number) ? number : null; };
  String.from = function (item) { return item + ''; };
  Function.from = function (item) { return typeof item == 'function' ? item : function () { return item; }; };
  Array.prototype.contains = Array.prototype.include = Array.prototype.erase = Array.prototype.each = function () { return this; };
  Element.prototype.set = Element.prototype.get = Element.prototype.inject = function () { return this; };
`;

/** Source: hosts that add to every object's prototype, and shims that bring their own Promise and fetch. */
export const HOSTILE = `
  Object.prototype.each = function () {};
  Object.prototype.library = 'of the host';
  window.Promise = function () { throw new Error('host Promise'); };
  window.Promise.resolve = window.Promise.all = function () { throw new Error('host Promise'); };
  window.fetch = function () { throw new Error('host fetch'); };
  JSON.stringify = JSON.parse = Array.from = function () { throw new Error('host JSON'); };
  window.requestAnimationFrame = window.queueMicrotask = function () {};
`;
