"""The paths of one board; `config.urls` includes them once for each, with `{"board": …}`."""

from django.urls import path

from boards import views

urlpatterns = [
    path("", views.PostListView.as_view()),
    path("<int:id>/", views.PostView.as_view()),
    path("<int:id>/like/", views.PostLikeView.as_view()),
    path("<int:post_id>/comment/", views.CommentListView.as_view()),
    path("<int:post_id>/comment/<int:id>/", views.CommentView.as_view()),
    path("<int:post_id>/comment/<int:id>/like/", views.CommentLikeView.as_view()),
]
