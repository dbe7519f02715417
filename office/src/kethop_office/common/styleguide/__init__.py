"""All components on pages of their own, for developers: only in DEBUG."""
