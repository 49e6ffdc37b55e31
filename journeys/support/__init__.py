"""What journeys are made with: a running site, a visitor with a browser, a stand-in for the AI upstream."""
