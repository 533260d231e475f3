"""Modules, lessons and quizzes, and how far each ambassador has come."""
