"""What many entries of the catalogue share: grids, masks, warps, blurs, sprites, light, geometry and noise."""
