<?php
/**
 * Plugin Name:       Ask Us Now
 * Description:       A link to your library's chat that says truthfully who can answer now: as a block, as a shortcode.
 * Version:           0.2.0
 * Requires at least: 6.5
 * Requires PHP:      7.4
 * Author:            AskUsNow Widget contributors
 * License:           MIT
 * License URI:       https://opensource.org/license/mit
 * Text Domain:       ask-us-now
 * Domain Path:       /languages
 *
 * @package Ask_Us_Now
 */

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

require_once __DIR__ . '/includes/options.php';
require_once __DIR__ . '/includes/tag.php';
require_once __DIR__ . '/includes/block.php';
if ( is_admin() ) {
	require_once __DIR__ . '/includes/settings-page.php';
}
