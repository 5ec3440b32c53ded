<?php
/**
 * The tag: its HTML, its script on pages that have it, and the shortcode.
 *
 * @package Ask_Us_Now
 */

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * The reserved space of each size, so that nothing moves when the script runs. For a link it is that of its status.
 */
const ASK_US_NOW_SPACES = array(
	'card'   => 'display:inline-block;width:18.75em;max-width:100%;min-height:5.25em;vertical-align:middle',
	'button' => 'display:inline-block;width:17.5em;max-width:100%;min-height:2.75em;vertical-align:middle',
	'link'   => 'display:inline-block;width:15.5em;max-width:100%',
	'tab'    => 'display:block;width:17.5em;max-width:100%;min-height:2.75em;margin-bottom:-2.75em',
);

/**
 * The tag as HTML. The link is always in it, so that it works before the script, without it and if it fails.
 *
 * @param array $attributes `placement`, `variant`, `label`; what is absent or not valid is as in the settings.
 * @return string Empty while there is no chat address.
 */
function ask_us_now_tag( $attributes ) {
	$options = ask_us_now_options();
	foreach ( array( 'placement', 'variant', 'label' ) as $name ) {
		$text  = isset( $attributes[ $name ] ) && is_string( $attributes[ $name ] ) ? trim( $attributes[ $name ] ) : '';
		$valid = ask_us_now_sanitize_option( $name, $text );
		if ( null !== $valid ) {
			$options[ $name ] = $valid;
		}
	}
	if ( '' === $options['chat'] ) {
		return '';
	}
	$is_link = 'link' === $options['variant'];
	$link    = sprintf( '<a href="%s">%s</a>', esc_url( $options['chat'] ), esc_html( $options['label'] ) );
	if ( '' === $options['address'] || '' === $options['library'] ) {
		return $link;
	}
	// The editor renders the page's content before its own page: nothing is loaded there.
	if ( ! is_admin() ) {
		wp_enqueue_script_module( 'ask-us-now', $options['address'] . '/widget/v1/ask-us-now.js', array(), null );
	}
	// A tab stands at the end of the page, with no landmark around it.
	$role  = 'tab' === $options['variant'] ? sprintf( ' role="complementary" aria-label="%s"', esc_attr( $options['label'] ) ) : '';
	$space = sprintf( ' style="%s"', esc_attr( ASK_US_NOW_SPACES[ $options['variant'] ] ) );
	return sprintf(
		'<ask-us-now library="%s" placement="%s"%s%s%s>%s%s</ask-us-now>',
		esc_attr( $options['library'] ),
		esc_attr( $options['placement'] ),
		'card' === $options['variant'] ? '' : sprintf( ' variant="%s"', esc_attr( $options['variant'] ) ),
		$role,
		$is_link ? '' : $space,
		$link,
		$is_link ? "<span$space></span>" : ''
	);
}

/**
 * The script's server is not sent the address of the page.
 *
 * @param array $attributes Attributes of a script element.
 * @return array
 */
function ask_us_now_script_attributes( $attributes ) {
	if ( isset( $attributes['id'] ) && 'ask-us-now-js-module' === $attributes['id'] ) {
		$attributes['referrerpolicy'] = 'no-referrer';
	}
	return $attributes;
}
add_filter( 'wp_script_attributes', 'ask_us_now_script_attributes' );

/**
 * [ask_us_now placement="footer" variant="button" label="Ask us"]
 *
 * @param array|string $attributes Attributes of the shortcode.
 * @return string
 */
function ask_us_now_shortcode( $attributes ) {
	return ask_us_now_tag( (array) $attributes );
}
add_shortcode( 'ask_us_now', 'ask_us_now_shortcode' );
