<?php
/**
 * Removes the settings with the plugin.
 *
 * @package Ask_Us_Now
 */

if ( ! defined( 'WP_UNINSTALL_PLUGIN' ) ) {
	exit;
}

delete_option( 'ask_us_now_options' );
if ( is_multisite() ) {
	foreach ( get_sites( array( 'fields' => 'ids', 'number' => 0 ) ) as $ask_us_now_site ) {
		delete_blog_option( $ask_us_now_site, 'ask_us_now_options' );
	}
}
