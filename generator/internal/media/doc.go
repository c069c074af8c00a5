// Package media is about the files that stand beside pages and are published as
// they are: pictures, documents, sound, video. It says which may be published
// (Check, by name and by content), how they are served (MIME) and how large a
// picture is (Size). It reads bytes and never a file.
//
// Only known kinds are published (formats.go), because a browser runs what it
// can: a web page, a script or an SVG picture with a script in it would act with
// all the rights of the site.
package media
