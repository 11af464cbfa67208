# `dh $@ --with ko2alias`
use strict;
use warnings;
use Debian::Debhelper::Dh_Lib;

insert_before('dh_gencontrol', 'dh_ko2alias');

1;
