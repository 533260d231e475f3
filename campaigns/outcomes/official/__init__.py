"""Official figures: what others have counted, shown beside the outcomes and never added."""
