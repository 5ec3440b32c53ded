/* The block in the editor: the link as the server renders it, and its settings beside it. Plain script: there is no build step. */
(function (blocks, blockEditor, components, element, i18n, serverSideRender) {
  const el = element.createElement;
  const __ = i18n.__;

  function Edit({ attributes, setAttributes }) {
    const set = (name) => (value) => setAttributes({ [name]: value });
    const inherited = __('Empty: as in the settings.', 'ask-us-now');
    return el(
      'div',
      blockEditor.useBlockProps(),
      el(
        blockEditor.InspectorControls,
        null,
        el(
          components.PanelBody,
          { title: __('Settings', 'ask-us-now') },
          el(components.TextControl, {
            label: __('Placement', 'ask-us-now'),
            help: __('Your name for this position: small letters, digits and hyphens.', 'ask-us-now') + ' ' + inherited,
            value: attributes.placement,
            onChange: set('placement'),
            __next40pxDefaultSize: true,
            __nextHasNoMarginBottom: true,
          }),
          el(components.SelectControl, {
            label: __('Size', 'ask-us-now'),
            value: attributes.variant,
            options: [
              { value: '', label: __('As in the settings', 'ask-us-now') },
              { value: 'card', label: __('Card', 'ask-us-now') },
              { value: 'button', label: __('Button', 'ask-us-now') },
              { value: 'link', label: __('Link in running text', 'ask-us-now') },
              { value: 'tab', label: __('Tab that floats in a corner', 'ask-us-now') },
            ],
            onChange: set('variant'),
            __next40pxDefaultSize: true,
            __nextHasNoMarginBottom: true,
          }),
          el(components.TextControl, {
            label: __('Label', 'ask-us-now'),
            help: inherited,
            value: attributes.label,
            onChange: set('label'),
            __next40pxDefaultSize: true,
            __nextHasNoMarginBottom: true,
          }),
        ),
      ),
      // A link in the editor must not lead away from it.
      el(
        components.Disabled,
        null,
        el(serverSideRender, {
          block: 'ask-us-now/tag',
          attributes,
          EmptyResponsePlaceholder: () =>
            el('p', null, __('Set the chat address under Settings, Ask Us Now.', 'ask-us-now')),
        }),
      ),
    );
  }

  blocks.registerBlockType('ask-us-now/tag', { edit: Edit, save: () => null });
})(
  window.wp.blocks,
  window.wp.blockEditor,
  window.wp.components,
  window.wp.element,
  window.wp.i18n,
  window.wp.serverSideRender,
);
