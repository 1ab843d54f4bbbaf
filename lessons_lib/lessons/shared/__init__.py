"""What two lessons or more need."""
