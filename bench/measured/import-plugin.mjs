import 'eslint-plugin-outlive';
