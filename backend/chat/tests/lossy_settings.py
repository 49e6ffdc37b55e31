from config.settings import *
from config.settings import CHANNEL_LAYERS

CHANNEL_LAYERS = {"default": {**CHANNEL_LAYERS["default"], "BACKEND": "chat.tests.lossy_layer.LossyLayer"}}
