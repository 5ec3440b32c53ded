// The script that the server serves: tags that name no endpoint talk to where it came from.
import './served-from.js';
import './define.js';
