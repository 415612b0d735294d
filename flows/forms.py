"""What readers send. What they ask for in an address is in `flows.questions`."""

from django import forms


class AskForm(forms.Form):
    """What one asks, and where an answer may be sent.

    `website` is there for programs that fill in whatever they find; people do not see it.
    """

    text = forms.CharField(max_length=2000, widget=forms.Textarea(attrs={"rows": 5}))
    email = forms.EmailField(required=False, max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"}))
    website = forms.CharField(required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}))

    def __init__(self, *arguments, **keywords):
        super().__init__(*arguments, auto_id="ask-%s", **keywords)
        for name in self.errors:
            said = {"aria-invalid": "true", "aria-describedby": f"ask-{name}-error"}
            self.fields[name].widget.attrs.update(said)
