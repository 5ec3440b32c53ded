// Bootstrap 3, 4 and 5: a navigation bar that is collapsed on narrow windows, a dropdown, a modal and an offcanvas, each with a tag.
import { debian, npm, VIEWPORT, type Site } from './site.ts';

export const BOOTSTRAP: Record<string, Site> = {
  'bootstrap-3': {
    head:
      VIEWPORT +
      debian('bootstrap/css/bootstrap.css') +
      npm('jquery/dist/jquery.js') +
      debian('bootstrap/js/bootstrap.js'),
    body: ({ tag }) => `<nav class="navbar navbar-inverse" aria-label="Site"><div class="container-fluid">
      <div class="navbar-header"><button type="button" class="navbar-toggle collapsed" id="toggler" data-toggle="collapse" data-target="#nav" aria-expanded="false"><span class="sr-only">Menu</span><span class="icon-bar"></span><span class="icon-bar"></span></button><a class="navbar-brand" href="#">Library</a></div>
      <div class="collapse navbar-collapse" id="nav"><ul class="nav navbar-nav"><li class="active"><a href="#">Catalogue</a></li><li>${tag('navbar', 'button')}</li></ul></div>
    </div></nav>
    <main class="container"><h1>Catalogue</h1><div class="well">${tag('header')}</div>
      <div class="dropdown"><button class="btn btn-default dropdown-toggle" id="drop" data-toggle="dropdown" aria-haspopup="true" aria-expanded="false">Help <span class="caret"></span></button>
        <ul class="dropdown-menu" aria-labelledby="drop"><li><a href="#">Hours</a></li><li>${tag('dropdown', 'button')}</li></ul></div>
      <button class="btn btn-primary btn-lg" id="launch" data-toggle="modal" data-target="#modal">Ask</button>
    </main>
    <div class="modal fade" id="modal" tabindex="-1" role="dialog" aria-labelledby="modal-title"><div class="modal-dialog" role="document"><div class="modal-content">
      <div class="modal-header"><button class="close" data-dismiss="modal" aria-label="Close"><span aria-hidden="true">&times;</span></button><h2 class="modal-title" id="modal-title">Ask</h2></div>
      <div class="modal-body">${tag('modal')}</div></div></div></div>`,
    menus: {
      navbar: { opens: '#toggler', closes: '#toggler' },
      dropdown: { opens: '#drop', closes: '#drop' },
      modal: { opens: '#launch', closes: '#modal .close' },
    },
  },
  'bootstrap-4': {
    head:
      VIEWPORT +
      debian('bootstrap4/css/bootstrap.css') +
      debian('jquery/jquery.js') +
      debian('bootstrap4/js/bootstrap.bundle.js'),
    body: ({ tag }) => `<nav class="navbar navbar-expand-lg navbar-dark bg-dark" aria-label="Site">
      <a class="navbar-brand" href="#">Library</a>
      <button class="navbar-toggler" id="toggler" type="button" data-toggle="collapse" data-target="#nav" aria-controls="nav" aria-expanded="false" aria-label="Menu"><span class="navbar-toggler-icon"></span></button>
      <div class="collapse navbar-collapse" id="nav"><ul class="navbar-nav mr-auto"><li class="nav-item active"><a class="nav-link" href="#">Catalogue</a></li><li class="nav-item">${tag('navbar', 'link')}</li></ul></div>
    </nav>
    <main class="container"><h1>Catalogue</h1><div class="row"><div class="col">${tag('header')}</div></div>
      <div class="dropdown"><button class="btn btn-secondary dropdown-toggle" id="drop" data-toggle="dropdown" aria-expanded="false">Help</button>
        <div class="dropdown-menu"><a class="dropdown-item" href="#">Hours</a>${tag('dropdown', 'button')}</div></div>
      <button class="btn btn-primary" id="launch" data-toggle="modal" data-target="#modal">Ask</button>
    </main>
    <div class="modal fade" id="modal" tabindex="-1" aria-labelledby="modal-title" aria-hidden="true"><div class="modal-dialog"><div class="modal-content">
      <div class="modal-header"><h2 class="modal-title h5" id="modal-title">Ask</h2><button class="close" data-dismiss="modal" aria-label="Close"><span aria-hidden="true">&times;</span></button></div>
      <div class="modal-body">${tag('modal')}</div></div></div></div>`,
    menus: {
      navbar: { opens: '#toggler', closes: '#toggler' },
      dropdown: { opens: '#drop', closes: '#drop' },
      modal: { opens: '#launch', closes: '#modal .close' },
    },
  },
  'bootstrap-5': {
    head: VIEWPORT + debian('bootstrap5/css/bootstrap.css') + debian('bootstrap5/js/bootstrap.bundle.js'),
    body: ({
      tag,
    }) => `<nav class="navbar navbar-expand-lg bg-body-tertiary" aria-label="Site"><div class="container-fluid">
      <a class="navbar-brand" href="#">Library</a>
      <button class="navbar-toggler" id="toggler" type="button" data-bs-toggle="collapse" data-bs-target="#nav" aria-controls="nav" aria-expanded="false" aria-label="Menu"><span class="navbar-toggler-icon"></span></button>
      <div class="collapse navbar-collapse" id="nav"><ul class="navbar-nav"><li class="nav-item"><a class="nav-link active" href="#">Catalogue</a></li><li class="nav-item">${tag('navbar', 'button')}</li></ul></div>
    </div></nav>
    <main class="container"><h1>Catalogue</h1><div class="row"><div class="col-sm-12">${tag('header')}</div></div>
      <div class="dropdown"><button class="btn btn-secondary dropdown-toggle" id="drop" data-bs-toggle="dropdown" aria-expanded="false">Help</button>
        <ul class="dropdown-menu"><li><a class="dropdown-item" href="#">Hours</a></li><li>${tag('dropdown', 'button')}</li></ul></div>
      <button class="btn btn-primary" id="launch" data-bs-toggle="modal" data-bs-target="#modal">Ask</button>
      <button class="btn btn-primary" id="aside" data-bs-toggle="offcanvas" data-bs-target="#canvas" aria-controls="canvas">Aside</button>
    </main>
    <div class="modal fade" id="modal" tabindex="-1" aria-labelledby="modal-title" aria-hidden="true"><div class="modal-dialog"><div class="modal-content">
      <div class="modal-header"><h2 class="modal-title fs-5" id="modal-title">Ask</h2><button class="btn-close" data-bs-dismiss="modal" aria-label="Close"></button></div>
      <div class="modal-body">${tag('modal')}</div></div></div></div>
    <div class="offcanvas offcanvas-start" tabindex="-1" id="canvas" aria-labelledby="canvas-title"><div class="offcanvas-header"><h2 class="offcanvas-title fs-5" id="canvas-title">Aside</h2><button class="btn-close" data-bs-dismiss="offcanvas" aria-label="Close"></button></div>
      <div class="offcanvas-body">${tag('offcanvas')}</div></div>`,
    menus: {
      navbar: { opens: '#toggler', closes: '#toggler' },
      dropdown: { opens: '#drop', closes: '#drop' },
      modal: { opens: '#launch', closes: '#modal .btn-close' },
      offcanvas: { opens: '#aside', closes: '#canvas .btn-close' },
    },
  },
};
