"""The paths of one board; `config.urls` includes them once for each, with `{"board": …}`."""

from django.urls import path

from boards.views import attachments, comments, likes, posts, revisions

urlpatterns = [
    path("", posts.PostListView.as_view()),
    path("<int:id>/", posts.PostView.as_view()),
    path("<int:id>/like/", likes.PostLikeView.as_view()),
    path("<int:id>/revision/", revisions.PostRevisionListView.as_view()),
    path("<int:post_id>/attachment/", attachments.AttachmentListView.as_view()),
    path("<int:post_id>/attachment/<int:id>/", attachments.AttachmentView.as_view()),
    path("<int:post_id>/comment/", comments.CommentListView.as_view()),
    path("<int:post_id>/comment/<int:id>/", comments.CommentView.as_view()),
    path("<int:post_id>/comment/<int:id>/like/", likes.CommentLikeView.as_view()),
    path("<int:post_id>/comment/<int:id>/revision/", revisions.CommentRevisionListView.as_view()),
]
