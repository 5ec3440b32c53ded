import './dashboard-app.js';
