<?php
/**
 * The settings: what they are, their defaults, and what is valid.
 *
 * @package Ask_Us_Now
 */

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

const ASK_US_NOW_VARIANTS          = array( 'card', 'button', 'link', 'tab' );
const ASK_US_NOW_LIBRARY_PATTERN   = '/^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/D';
const ASK_US_NOW_PLACEMENT_PATTERN = '/^[a-z0-9-]{1,32}$/D';
/** As long as the server's own page for webmasters allows. */
const ASK_US_NOW_LABEL_MAX = 60;

/**
 * The settings as they are stored. Nothing is contacted while `address` is empty.
 *
 * @return array{address: string, library: string, chat: string, placement: string, variant: string, label: string}
 */
function ask_us_now_options() {
	$defaults = array(
		'address'   => '',
		'library'   => '',
		'chat'      => '',
		'placement' => 'page',
		'variant'   => 'card',
		'label'     => __( 'Ask a librarian', 'ask-us-now' ),
	);
	return array_merge( $defaults, (array) get_option( 'ask_us_now_options', array() ) );
}

/**
 * The parts of an address that may be loaded or linked: https, or http on this machine, without a password.
 *
 * @param string $address What was typed.
 * @return array|null Null: not valid.
 */
function ask_us_now_parse_address( $address ) {
	$parts = wp_parse_url( $address );
	if ( ! is_array( $parts ) || empty( $parts['host'] ) || isset( $parts['user'] ) || preg_match( '/[\s"\'<>\\\\]/', $address ) ) {
		return null;
	}
	$scheme      = strtolower( isset( $parts['scheme'] ) ? $parts['scheme'] : '' );
	$is_loopback = preg_match( '/^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/iD', $parts['host'] );
	return ( 'https' === $scheme || ( 'http' === $scheme && $is_loopback ) ) ? $parts : null;
}

/**
 * The server's origin, without a path.
 *
 * @param string $address What was typed.
 * @return string Empty: not valid.
 */
function ask_us_now_sanitize_server( $address ) {
	$parts = ask_us_now_parse_address( $address );
	if ( null === $parts || isset( $parts['query'] ) || isset( $parts['fragment'] ) || ! in_array( isset( $parts['path'] ) ? $parts['path'] : '', array( '', '/' ), true ) ) {
		return '';
	}
	return strtolower( $parts['scheme'] . '://' . $parts['host'] ) . ( isset( $parts['port'] ) ? ':' . $parts['port'] : '' );
}

/**
 * Each setting with its rule: the valid form of what was typed, or null.
 *
 * @param string $name Name of the setting.
 * @param string $text What was typed, trimmed.
 * @return string|null
 */
function ask_us_now_sanitize_option( $name, $text ) {
	switch ( $name ) {
		case 'address':
			$origin = ask_us_now_sanitize_server( $text );
			return '' === $text || '' !== $origin ? $origin : null;
		case 'chat':
			return '' === $text || ask_us_now_parse_address( $text ) ? esc_url_raw( $text, array( 'https', 'http' ) ) : null;
		case 'library':
			return '' === $text || preg_match( ASK_US_NOW_LIBRARY_PATTERN, $text ) ? $text : null;
		case 'placement':
			return preg_match( ASK_US_NOW_PLACEMENT_PATTERN, $text ) ? $text : null;
		case 'variant':
			return in_array( $text, ASK_US_NOW_VARIANTS, true ) ? $text : null;
		default:
			$label = sanitize_text_field( $text );
			return '' !== $label && mb_strlen( $label ) <= ASK_US_NOW_LABEL_MAX ? $label : null;
	}
}
