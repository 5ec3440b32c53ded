<?php
/**
 * The block, rendered by the server, so that its HTML always follows the settings.
 *
 * @package Ask_Us_Now
 */

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * Renders the block.
 *
 * @param array $attributes The block's attributes.
 * @return string
 */
function ask_us_now_render_block( $attributes ) {
	$tag = ask_us_now_tag( $attributes );
	return '' === $tag ? '' : sprintf( '<div %s>%s</div>', get_block_wrapper_attributes(), $tag );
}

/**
 * Registers the block and the script of its editor, which needs no build step.
 */
function ask_us_now_register_block() {
	wp_register_script(
		'ask-us-now-editor',
		plugins_url( 'block/editor.js', __DIR__ ),
		array( 'wp-block-editor', 'wp-blocks', 'wp-components', 'wp-element', 'wp-i18n', 'wp-server-side-render' ),
		'0.2.0',
		true
	);
	wp_set_script_translations( 'ask-us-now-editor', 'ask-us-now' );
	register_block_type( dirname( __DIR__ ) . '/block', array( 'render_callback' => 'ask_us_now_render_block' ) );
}
add_action( 'init', 'ask_us_now_register_block' );
