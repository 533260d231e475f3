"""How kits are received: pictures fetched, kits said no to, and what ambassadors say of them."""
