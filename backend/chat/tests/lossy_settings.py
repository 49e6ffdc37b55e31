from config import settings

globals().update({name: value for name, value in vars(settings).items() if name.isupper()})


CHANNEL_LAYERS = {"default": {**settings.CHANNEL_LAYERS["default"], "BACKEND": "chat.tests.lossy_layer.LossyLayer"}}
