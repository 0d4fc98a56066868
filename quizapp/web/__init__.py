"""The only Flask: pages, forms, routes and what guards them."""
