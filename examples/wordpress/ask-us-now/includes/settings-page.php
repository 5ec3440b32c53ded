<?php
/**
 * Settings, Ask Us Now. The Settings API checks the nonce and the capability `manage_options`.
 *
 * @package Ask_Us_Now
 */

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * The fields with their label, and their help.
 *
 * @return array<string, array{0: string, 1: string}>
 */
function ask_us_now_fields() {
	return array(
		'address'   => array( __( 'Server address', 'ask-us-now' ), __( 'The cooperative’s server, like https://ask.example.org. Until it is set, no other site is contacted.', 'ask-us-now' ) ),
		'library'   => array( __( 'Library id', 'ask-us-now' ), __( 'As in the tag that the page /get on the server prints: small letters, digits and hyphens.', 'ask-us-now' ) ),
		'chat'      => array( __( 'Chat address', 'ask-us-now' ), __( 'Required. Where the link leads without a script, and whenever nobody is known to answer elsewhere.', 'ask-us-now' ) ),
		'label'     => array( __( 'Label', 'ask-us-now' ), __( 'At most 60 letters.', 'ask-us-now' ) ),
		'placement' => array( __( 'Placement', 'ask-us-now' ), __( 'Your name for the position, where a block or shortcode gives none: small letters, digits and hyphens.', 'ask-us-now' ) ),
		'variant'   => array( __( 'Size', 'ask-us-now' ), '' ),
	);
}

/**
 * Keeps what is valid. Of a field that is not, the stored value stays and an error names the field.
 *
 * @param mixed $given What the form sent.
 * @return array
 */
function ask_us_now_sanitize_options( $given ) {
	$options = ask_us_now_options();
	foreach ( ask_us_now_fields() as $name => list( $label, $help ) ) {
		$text  = is_array( $given ) && isset( $given[ $name ] ) && is_string( $given[ $name ] ) ? trim( $given[ $name ] ) : '';
		$valid = ask_us_now_sanitize_option( $name, $text );
		if ( null === $valid ) {
			/* translators: 1: name of a setting, 2: what it should be. */
			$message = sprintf( __( '%1$s was not changed. %2$s', 'ask-us-now' ), $label, $help );
			add_settings_error( 'ask_us_now_options', 'ask_us_now_' . $name, esc_html( $message ) );
			continue;
		}
		$options[ $name ] = $valid;
	}
	return $options;
}

/**
 * Registers the setting and its fields.
 */
function ask_us_now_register_settings() {
	register_setting(
		'ask_us_now',
		'ask_us_now_options',
		array(
			'type'              => 'array',
			'sanitize_callback' => 'ask_us_now_sanitize_options',
		)
	);
	add_settings_section( 'ask_us_now_section', '', '__return_null', 'ask_us_now' );
	foreach ( ask_us_now_fields() as $name => list( $label, $help ) ) {
		$id = 'ask_us_now_' . $name;
		add_settings_field(
			$id,
			esc_html( $label ),
			'ask_us_now_print_field',
			'ask_us_now',
			'ask_us_now_section',
			array(
				'label_for' => $id,
				'name'      => $name,
				'help'      => $help,
			)
		);
	}
}
add_action( 'admin_init', 'ask_us_now_register_settings' );

/**
 * Prints one field.
 *
 * @param array $field `label_for`, `name`, `help`.
 */
function ask_us_now_print_field( $field ) {
	$options = ask_us_now_options();
	$value   = $options[ $field['name'] ];
	$name    = 'ask_us_now_options[' . $field['name'] . ']';
	if ( 'variant' === $field['name'] ) {
		$labels = array(
			'card'   => __( 'Card', 'ask-us-now' ),
			'button' => __( 'Button', 'ask-us-now' ),
			'link'   => __( 'Link in running text', 'ask-us-now' ),
			'tab'    => __( 'Tab that floats in a corner', 'ask-us-now' ),
		);
		printf( '<select id="%s" name="%s">', esc_attr( $field['label_for'] ), esc_attr( $name ) );
		foreach ( $labels as $variant => $label ) {
			printf( '<option value="%s"%s>%s</option>', esc_attr( $variant ), selected( $value, $variant, false ), esc_html( $label ) );
		}
		echo '</select>';
		return;
	}
	printf(
		'<input type="text" class="regular-text" id="%1$s" name="%2$s" value="%3$s" aria-describedby="%1$s_help"><p class="description" id="%1$s_help">%4$s</p>',
		esc_attr( $field['label_for'] ),
		esc_attr( $name ),
		esc_attr( $value ),
		esc_html( $field['help'] )
	);
}

/**
 * Prints the page.
 */
function ask_us_now_print_page() {
	if ( ! current_user_can( 'manage_options' ) ) {
		return;
	}
	echo '<div class="wrap"><h1>' . esc_html( get_admin_page_title() ) . '</h1><form action="options.php" method="post">';
	settings_fields( 'ask_us_now' );
	do_settings_sections( 'ask_us_now' );
	submit_button();
	echo '</form></div>';
}

/**
 * Adds the page to the menu.
 */
function ask_us_now_add_page() {
	add_options_page( __( 'Ask Us Now', 'ask-us-now' ), __( 'Ask Us Now', 'ask-us-now' ), 'manage_options', 'ask_us_now', 'ask_us_now_print_page' );
}
add_action( 'admin_menu', 'ask_us_now_add_page' );
